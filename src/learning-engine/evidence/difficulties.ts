import { type FoldedAnswer, type FoldFacts, type FoldQuestion } from '../authoring/fold.js';
import { chanceLevel } from '../kit/chance-level.js';
import { compareIds } from '../kit/order.js';
import { comparePlaces } from '../kit/time-order.js';
import { inFoldOrder } from '../learners/folding.js';
import { type LearnerLog } from './replayed.js';

const MOST_DIFFICULT = 6;

/**
 * What answers have told so far, by name: of an item or a skill its difficulty, how many answers have told of it, and of how many
 * learners; of a learner their ability and how many answers it is from; and what a learner has added to one difficulty.
 */
export type Ratings = Map<string, readonly number[]>;

type Scale = 'item' | 'skill';

/** What is rated. */
export type Rated = Pick<FoldQuestion, 'item_id' | 'skills'>;
/** What an answer tells of it. */
export type Rating = Rated & Pick<FoldedAnswer, 'correct' | 'option_count' | 'guess'>;

const ratingName = (scale: Scale, id: string): string => JSON.stringify([scale, id]);
const abilityName = (scale: Scale, learnerId: string): string => JSON.stringify(['ability', scale, learnerId]);
const ownName = (scale: Scale, id: string, learnerId: string): string => JSON.stringify(['own', scale, id, learnerId]);

/** The names of all ratings that an answer of a learner reads or changes; `own`: those that tell of the learner. */
export function ratingNames(learnerId: string, { item_id, skills }: Rated): { shared: string[]; own: string[] } {
  const rated: (readonly [Scale, string])[] = [
    ...(item_id === null ? [] : [['item', item_id] as const]),
    ...skills.map(({ skill_id }) => ['skill', skill_id] as const),
  ];
  return {
    shared: rated.map(([scale, id]) => ratingName(scale, id)),
    own: [
      ...(['item', 'skill'] as const).map((scale) => abilityName(scale, learnerId)),
      ...rated.map(([scale, id]) => ownName(scale, id, learnerId)),
    ],
  };
}

/** Difficulties of items and skills from answers, one at a time: Elo, as in `difficulty` v1 with `beta_item` 0.2. */
export class Difficulties {
  /** @param ratings so far; they are changed. At least those that its answers name. */
  constructor(private readonly ratings: Ratings = new Map()) {}

  add(learnerId: string, answer: Rating): void {
    const { item_id, skills } = answer;
    if (item_id !== null) this.rate('item', learnerId, [{ id: item_id, share: 1 }], answer);
    const weights = skills.reduce((sum, { weight }) => sum + weight, 0);
    const rated = skills.map(({ skill_id, weight }) => ({ id: skill_id, share: weight / weights }));
    this.rate('skill', learnerId, rated, answer);
  }

  /** What the answers of other learners say of a question. */
  factsFor(learnerId: string, { item_id, skills }: Rated): FoldFacts {
    return {
      item_difficulty: item_id === null ? null : this.difficultyFor('item', learnerId, item_id),
      skill_difficulties: skills.map(({ skill_id }) => this.difficultyFor('skill', learnerId, skill_id)),
    };
  }

  /** Of all skills that answers told of. */
  skills(): { skill_id: string; difficulty: number; answers: number }[] {
    return [...this.ratings].flatMap(([name, [difficulty, answers]]) => {
      const [scale, id] = JSON.parse(name) as string[];
      return scale === ('skill' satisfies Scale) ? [{ skill_id: id!, difficulty: difficulty!, answers: answers! }] : [];
    });
  }

  /** Both sides move by what was not expected of the answer, each of what is rated by its share of it. */
  private rate(scale: Scale, learnerId: string, rated: readonly { id: string; share: number }[], answer: Rating): void {
    const abilityKey = abilityName(scale, learnerId);
    const [theta = 0, answers = 0] = this.ratings.get(abilityKey) ?? [];
    const chance = chanceLevel(answer);
    let surprise = 0;
    for (const { id, share } of rated) {
      const [difficulty = 0] = this.ratings.get(ratingName(scale, id)) ?? [];
      const expected = chance + (1 - chance) / (1 + Math.exp(difficulty - theta));
      const own = share * (Number(answer.correct) - expected);
      this.move(scale, id, learnerId, own);
      surprise += own;
    }
    this.ratings.set(abilityKey, [clamped(theta + surprise / (1 + 0.05 * answers)), answers + 1]);
  }

  private move(scale: Scale, id: string, learnerId: string, surprise: number): void {
    const [key, ownKey] = [ratingName(scale, id), ownName(scale, id, learnerId)];
    const [own] = this.ratings.get(ownKey) ?? [];
    // A repeated answer to an item says nothing about the item.
    if (scale === 'item' && own !== undefined) return;
    const [before = 0, answers = 0, learners = 0] = this.ratings.get(key) ?? [];
    const after = clamped(before - surprise / (1 + 0.2 * answers));
    this.ratings.set(key, [after, answers + 1, learners + Number(own === undefined)]);
    this.ratings.set(ownKey, [(own ?? 0) + after - before]);
  }

  /** Without what the learner has added; null where no other learner has. */
  private difficultyFor(scale: Scale, learnerId: string, id: string): number | null {
    const [difficulty, , learners] = this.ratings.get(ratingName(scale, id)) ?? [];
    const [own] = this.ratings.get(ownName(scale, id, learnerId)) ?? [];
    if (difficulty === undefined || (own !== undefined && learners === 1)) return null;
    return clamped(difficulty - (own ?? 0));
  }
}

/** Whether an answer tells of its question. */
type Tells = (answer: FoldedAnswer) => boolean;

/** By all answers of some learners. */
export function difficultiesFrom(logs: readonly LearnerLog[], isTelling: Tells = () => true): Difficulties {
  const difficulties = new Difficulties();
  for (const { learnerId, answer } of inTime(logs)) if (isTelling(answer)) difficulties.add(learnerId, answer);
  return difficulties;
}

/** For each answer of the judged learners, what all answers of other learners say of its question. */
export function factsFromOthers(
  others: readonly LearnerLog[],
  judged: readonly LearnerLog[],
  isTelling?: Tells,
): Map<FoldQuestion, FoldFacts> {
  const difficulties = difficultiesFrom(others, isTelling);
  return new Map(
    judged.flatMap(({ learnerId, answers }) =>
      answers.map((answer): [FoldQuestion, FoldFacts] => [answer, difficulties.factsFor(learnerId, answer)]),
    ),
  );
}

/** For each answer, what the earlier answers of the other learners say of its question: no answer tells of itself. */
export function factsFromEarlier(
  logs: readonly LearnerLog[],
  isTelling: Tells = () => true,
): Map<FoldQuestion, FoldFacts> {
  const difficulties = new Difficulties();
  const facts = new Map<FoldQuestion, FoldFacts>();
  for (const { learnerId, answer } of inTime(logs)) {
    facts.set(answer, difficulties.factsFor(learnerId, answer));
    if (isTelling(answer)) difficulties.add(learnerId, answer);
  }
  return facts;
}

/** The answers of all learners as they were given. Learners of one place in time are ordered by their ids. */
const inTime = (logs: readonly LearnerLog[]): { learnerId: string; answer: FoldedAnswer }[] =>
  logs
    .flatMap(({ learnerId, answers }) => inFoldOrder(answers).map((placed) => ({ ...placed, learnerId })))
    .filter(({ answer }) => tells(answer))
    .sort((one, other) => comparePlaces(one, other) || compareIds(one.learnerId, other.learnerId));

/** Surveys tell nothing of what is hard. */
export const tells = ({ context }: FoldQuestion): boolean => context !== 'survey';

const clamped = (value: number): number => Math.min(Math.max(value, -MOST_DIFFICULT), MOST_DIFFICULT);
