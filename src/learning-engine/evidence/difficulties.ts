import { type FoldedAnswer, type FoldFacts, type FoldQuestion } from '../authoring/fold.js';
import { chanceLevel } from '../kit/chance-level.js';
import { compareIds } from '../kit/order.js';
import { comparePlaces } from '../kit/time-order.js';
import { inFoldOrder } from '../learners/folding.js';
import { type LearnerLog } from './evaluate.js';

const MOST_DIFFICULT = 6;

/** How hard an item or a skill is, and what each learner has added to that. */
interface Rating {
  difficulty: number;
  answers: number;
  own: Map<string, number>;
}

/** Difficulties of items and skills from answers, one at a time: Elo, as in `difficulty` v1 with `beta_item` 0.2. */
export class Difficulties {
  /** A repeated answer to an item says nothing about the item. */
  private readonly items = new Scale(({ own }, learnerId) => !own.has(learnerId));
  private readonly skills = new Scale(() => true);

  add(learnerId: string, answer: FoldedAnswer): void {
    const { item_id, skills } = answer;
    if (item_id !== null) this.items.add(learnerId, [{ id: item_id, share: 1 }], answer);
    const weights = skills.reduce((sum, { weight }) => sum + weight, 0);
    const rated = skills.map(({ skill_id, weight }) => ({ id: skill_id, share: weight / weights }));
    this.skills.add(learnerId, rated, answer);
  }

  /** What the answers of other learners say of a question. */
  factsFor(learnerId: string, { item_id, skills }: FoldQuestion): FoldFacts {
    return {
      item_difficulty: item_id === null ? null : this.items.difficultyFor(learnerId, item_id),
      skill_difficulties: skills.map(({ skill_id }) => this.skills.difficultyFor(learnerId, skill_id)),
    };
  }
}

/** Learners and what they answer, on one scale. */
class Scale {
  private readonly abilities = new Map<string, { theta: number; answers: number }>();
  private readonly ratings = new Map<string, Rating>();

  constructor(private readonly tells: (rating: Rating, learnerId: string) => boolean) {}

  /** Both sides move by what was not expected of the answer, each of what is rated by its share of it. */
  add(learnerId: string, rated: readonly { id: string; share: number }[], answer: FoldedAnswer): void {
    const { theta, answers } = this.abilities.get(learnerId) ?? { theta: 0, answers: 0 };
    const chance = chanceLevel(answer);
    let surprise = 0;
    for (const { id, share } of rated) {
      const rating = this.ratings.get(id) ?? { difficulty: 0, answers: 0, own: new Map<string, number>() };
      this.ratings.set(id, rating);
      const expected = chance + (1 - chance) / (1 + Math.exp(rating.difficulty - theta));
      const own = share * (Number(answer.correct) - expected);
      if (this.tells(rating, learnerId)) move(rating, learnerId, own);
      surprise += own;
    }
    this.abilities.set(learnerId, {
      theta: clamped(theta + surprise / (1 + 0.05 * answers)),
      answers: answers + 1,
    });
  }

  /** Without what the learner has added; null where no other learner has. */
  difficultyFor(learnerId: string, id: string): number | null {
    const rating = this.ratings.get(id);
    const own = rating?.own.get(learnerId);
    if (!rating || (own !== undefined && rating.own.size === 1)) return null;
    return clamped(rating.difficulty - (own ?? 0));
  }
}

/** By all answers of some learners. */
export function difficultiesFrom(logs: readonly LearnerLog[]): Difficulties {
  const difficulties = new Difficulties();
  for (const { learnerId, answer } of inTime(logs)) difficulties.add(learnerId, answer);
  return difficulties;
}

/** For each answer of the judged learners, what all answers of other learners say of its question. */
export function factsFromOthers(
  others: readonly LearnerLog[],
  judged: readonly LearnerLog[],
): Map<FoldQuestion, FoldFacts> {
  const difficulties = difficultiesFrom(others);
  return new Map(
    judged.flatMap(({ learnerId, answers }) =>
      answers.map((answer): [FoldQuestion, FoldFacts] => [answer, difficulties.factsFor(learnerId, answer)]),
    ),
  );
}

/** For each answer, what the earlier answers of the other learners say of its question: no answer tells of itself. */
export function factsFromEarlier(logs: readonly LearnerLog[]): Map<FoldQuestion, FoldFacts> {
  const difficulties = new Difficulties();
  const facts = new Map<FoldQuestion, FoldFacts>();
  for (const { learnerId, answer } of inTime(logs)) {
    facts.set(answer, difficulties.factsFor(learnerId, answer));
    difficulties.add(learnerId, answer);
  }
  return facts;
}

/** The answers of all learners as they were given; surveys tell nothing. Learners of one place in time are ordered by their ids. */
const inTime = (logs: readonly LearnerLog[]): { learnerId: string; answer: FoldedAnswer }[] =>
  logs
    .flatMap(({ learnerId, answers }) => inFoldOrder(answers).map((placed) => ({ ...placed, learnerId })))
    .filter(({ answer }) => answer.context !== 'survey')
    .sort((one, other) => comparePlaces(one, other) || compareIds(one.learnerId, other.learnerId));

function move(rating: Rating, learnerId: string, surprise: number): void {
  const before = rating.difficulty;
  rating.difficulty = clamped(before - surprise / (1 + 0.2 * rating.answers));
  rating.answers += 1;
  rating.own.set(learnerId, (rating.own.get(learnerId) ?? 0) + rating.difficulty - before);
}

const clamped = (value: number): number => Math.min(Math.max(value, -MOST_DIFFICULT), MOST_DIFFICULT);
