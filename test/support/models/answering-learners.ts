import { type FoldedAnswer } from 'learning-engine/authoring';
import { seededRandom } from '../../../src/demo/random.js';

export interface AnsweringSettings {
  seed: number;
  learners: number;
  /** Of each learner. */
  answers: number;
  /** Whether skills are known or not, and all questions and learners are alike. */
  knowing?: boolean;
  /** Whether results are shuffled among all learners and questions: then nothing can be predicted. */
  shuffled?: boolean;
}

const SKILLS = 5;
const ITEMS = 40;
const FIRST = Date.parse('2026-01-01T08:00:00.000Z');
const DAY_MS = 86_400_000;

/** Each learner answers one question a day: by their ability, by how hard it is, and better each time that they meet a skill. */
export function answeringLearners({
  seed,
  learners,
  answers,
  knowing = false,
  shuffled = false,
}: AnsweringSettings): [string, FoldedAnswer[]][] {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const difficulties = Array.from({ length: ITEMS }, normal);
  const rows = Array.from({ length: learners }, (_, learner): [string, FoldedAnswer[]] => {
    const ability = normal();
    const met = Array<number>(SKILLS).fill(0);
    const known = met.map(() => random() < 0.2);
    const id = `${String(seed).padStart(8, '0')}-0000-4000-8000-${String(learner).padStart(12, '0')}`;
    return [
      id,
      Array.from({ length: answers }, (_ignored, n): FoldedAnswer => {
        const item = Math.floor(random() * ITEMS);
        const skill = item % SKILLS;
        const able = 1 / (1 + Math.exp(-(1.4 * (ability - difficulties[item]!) + 0.15 * met[skill]!)));
        met[skill]! += 1;
        const p = knowing ? (known[skill] ? 0.92 : 0.15) : able;
        known[skill] ||= random() < 0.1;
        return {
          ...{ event_id: `e${n}`, at: new Date(FIRST + n * DAY_MS + learner).toISOString(), sequence: null },
          ...{ item_id: `i${item}`, skills: [{ skill_id: `s${skill}`, weight: 1 }], correct: random() < p },
          ...{ score: null, rating: null, option_count: null, guess: null, duration_ms: null, hints: null },
          ...{ attempt: null, context: 'practice', day_offset_minutes: null },
        };
      }),
    ];
  });
  if (!shuffled) return rows;
  const results = rows.flatMap(([, all]) => all.map(({ correct }) => correct));
  for (let at = results.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [results[at], results[other]] = [results[other]!, results[at]!];
  }
  let next = 0;
  return rows.map(([id, all]) => [id, all.map((answer) => ({ ...answer, correct: results[next++]! }))]);
}

/** The instant of the n-th answers of all. */
export const dayOf = (n: number): number => FIRST + n * DAY_MS;
