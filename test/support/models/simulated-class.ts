import { type MistakesV2Input } from 'learning-engine/algorithms';
import { seededRandom } from '../../../src/demo/random.js';

const OPTIONS = 4;
const NOW = '2026-01-21T12:00:00.000Z';
/** A misconception that is planted: which share of learners has it, and how often they show it at each of its questions. */
const [HOLDERS, SHOWN] = [0.15, 1];
const MEAN_DIFFICULTY = -0.5;
/** How far known difficulties are off, and what ability gains during a growing learner's test: mean and deviation. */
const [DIFFICULTY_ERROR, GROWTH, GROWTH_DEVIATION] = [0.15, 0.8, 0.4];
const AMONG = 5;
/** How far the focal group is behind. */
const BEHIND = 0.5;

/** What a class is like. */
export interface ClassSettings {
  seed: number;
  learners: number;
  questions: number;
  /** Standard deviation of the abilities, in logits. */
  sd: number;
  /** Share of the questions that each learner answers; all by default. */
  answered?: number;
  /** How these are chosen: by chance, or near the ability as it shows. */
  assigned?: 'random' | 'adaptive';
  /** Whether abilities grow while the learners answer. */
  growing?: boolean;
  /** Plants a misconception that two mistakes have in common. */
  misconception?: boolean;
  /** Records a wrong option as the key of one question. */
  wrongKey?: boolean;
  /** By how many logits one question is harder for every second learner than it is at their ability; these are less able by 0.5. */
  harder?: number;
}

export interface SimulatedClass {
  input: MistakesV2Input;
  /** The two mistakes that go together, as `question option`. */
  planted: string[];
  /** The option that is right where the key is wrong. */
  rightOption?: string;
  /** The question that is harder for one group. */
  harderQuestion: string;
}

/** Answers under the Rasch model. Wrong options differ in how much they attract, and learners differ in nothing but ability. */
export function simulatedClass(settings: ClassSettings): SimulatedClass {
  const { seed, learners, questions, sd, answered = 1, assigned = 'random', growing = false, harder } = settings;
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const below = (n: number) => Math.floor(random() * n);
  const bank = Array.from({ length: questions }, (_, index) => {
    const difficulty = MEAN_DIFFICULTY + normal();
    return {
      ...{ id: `q${String(index).padStart(3, '0')}`, difficulty, known: difficulty + DIFFICULTY_ERROR * normal() },
      attraction: Array.from({ length: OPTIONS - 1 }, () => Math.exp(0.7 * normal())),
    };
  });
  const [one, other] = [below(questions), below(questions - 1)];
  const misled = [one, other < one ? other : other + 1].map((question) => ({ question, option: 2 + below(3) }));
  const wrongKey = { question: below(questions), option: 2 + below(3) };

  const behind = (question: number) => BEHIND + (question === one ? harder! : 0);
  const isFocal = (learner: number) => harder !== undefined && learner % 2 === 1;

  /** Option 1 is right. */
  const chosen = (ability: number, question: number, holds: boolean): number => {
    const mistake = holds ? misled.find((one) => one.question === question) : undefined;
    if (mistake && random() < SHOWN) return mistake.option;
    const { difficulty, attraction } = bank[question]!;
    if (random() < 1 / (1 + Math.exp(difficulty - ability))) return 1;
    let left = random() * attraction.reduce((sum, weight) => sum + weight, 0);
    return (
      2 +
      Math.max(
        0,
        attraction.findIndex((weight) => (left -= weight) < 0),
      )
    );
  };
  const attempts = Array.from({ length: learners }, (_, learner) => {
    const [ability, gain, holds] = [sd * normal(), GROWTH + GROWTH_DEVIATION * normal(), random() < HOLDERS];
    const open = bank.map((_question, index) => index);
    const count = Math.round(answered * questions);
    let shown = 0;
    return Array.from({ length: count }, (__, place) => {
      if (assigned === 'adaptive') {
        const distance = (question: number) => Math.abs(bank[question]!.known - shown);
        open.sort((a, b) => distance(a) - distance(b));
      }
      const [question] = open.splice(below(assigned === 'adaptive' ? Math.min(AMONG, open.length) : open.length), 1);
      const now =
        (growing ? ability + gain * (place / count - 0.5) : ability) - (isFocal(learner) ? behind(question!) : 0);
      const option = chosen(now, question!, settings.misconception === true && holds);
      shown += (option === 1 ? 1 : -1) / (1 + place / 2);
      return { question: question!, option, learner };
    });
  }).flat();

  const keyOf = (question: number) =>
    settings.wrongKey === true && question === wrongKey.question ? wrongKey.option : 1;
  const nameOf = ({ question, option }: { question: number; option: number }) => `${bank[question]!.id} ${option}`;
  return {
    input: {
      now: NOW,
      questions: bank.map(({ id, known }, question) => ({
        ...{ question_id: id, option_count: OPTIONS, key_option: keyOf(question) },
        ...(answered < 1 && { difficulty: Math.max(-10, Math.min(10, known)) }),
      })),
      attempts: attempts.map(({ question, option, learner }) => ({
        attempt_id: `${learner} ${question}`,
        ...{ learner_id: `l${learner}`, question_id: bank[question]!.id, option, at: '2026-01-20T12:00:00.000Z' },
      })),
      ...(harder !== undefined && {
        groups: Array.from({ length: learners }, (_, learner) => ({
          ...{ learner_id: `l${learner}`, group: isFocal(learner) ? ('focal' as const) : ('reference' as const) },
        })),
      }),
    },
    planted: settings.misconception ? misled.map(nameOf).sort() : [],
    harderQuestion: bank[one]!.id,
    ...(settings.wrongKey && { rightOption: nameOf({ question: wrongKey.question, option: 1 }) }),
  };
}
