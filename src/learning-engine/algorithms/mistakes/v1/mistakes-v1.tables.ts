import { type Reject } from '../../../json/problem.js';
import { LearnerSets } from './mistakes-v1.learner-set.js';
import { type Responses } from './mistakes-v1.responses.js';
import { type Table } from './mistakes-v1.statistics.js';

/** All are held until it is known which of them stand out: a small input must not make more than fit in memory. */
const MAXIMUM_PAIRS = 100_000;

/** A mistake that is frequent enough to be looked at. */
export interface Mistake {
  question: number;
  option: number;
  /** Numbers of those who made it. */
  learners: number[];
}

/** Two mistakes by their numbers, the smaller one first. */
export interface Candidate extends Table {
  first: number;
  second: number;
}

/**
 * The tables of the pairs that enough learners made, over the learners who answered both questions.
 *
 * @param mistakes in the order of their questions
 * @param minimum number of learners
 * @throws InvalidInputError when there are too many pairs
 */
export function tablesOf(
  { questions, learners, responses }: Responses,
  mistakes: readonly Mistake[],
  minimum: number,
  reject: Reject,
): Candidate[] {
  const learnersOf = questions.map((): number[] => []);
  for (const { question, learner } of responses) learnersOf[question]!.push(learner);
  const answeredBy = new LearnerSets(learners, learnersOf);
  const madeBy = new LearnerSets(
    learners,
    mistakes.map((mistake) => mistake.learners),
  );
  const mistakesOf = Array.from({ length: learners }, (): number[] => []);
  mistakes.forEach((mistake, number) => mistake.learners.forEach((learner) => mistakesOf[learner]!.push(number)));

  const candidates: Candidate[] = [];
  // All 0 between one mistake and the next: of many mistakes, most pairs are made by no learner.
  const together = new Uint32Array(mistakes.length);
  let ofQuestion: { answers: Overlaps; mistakes: Overlaps };
  mistakes.forEach(({ question, learners: own }, first) => {
    const made = new Overlaps(madeBy, first, answeredBy);
    if (mistakes[first - 1]?.question !== question) {
      ofQuestion = {
        answers: new Overlaps(answeredBy, question, answeredBy),
        mistakes: new Overlaps(answeredBy, question, madeBy),
      };
    }
    const others: number[] = [];
    for (const learner of own) {
      for (const second of mistakesOf[learner]!) {
        if (second <= first) continue;
        if (together[second] === 0) others.push(second);
        together[second]! += 1;
      }
    }
    for (const second of others) {
      const n11 = together[second]!;
      together[second] = 0;
      if (n11 < minimum) continue;
      if (candidates.length === MAXIMUM_PAIRS) reject(['attempts'], tooMany(minimum));
      const other = mistakes[second]!.question;
      const n10 = made.sizeWith(other) - n11;
      const n01 = ofQuestion.mistakes.sizeWith(second) - n11;
      const n00 = ofQuestion.answers.sizeWith(other) - n11 - n10 - n01;
      candidates.push({ first, second, n11, n10, n01, n00 });
    }
  });
  return candidates;
}

const tooMany = (minimum: number): string =>
  `must have at most ${MAXIMUM_PAIRS} pairs of mistakes that ${minimum} learners made: send fewer questions, or raise min_frequency`;

/** How many learners a set shares with each of others: counted when it is first asked, because many pairs ask alike. */
class Overlaps {
  private readonly sizes = new Map<number, number>();

  constructor(
    private readonly sets: LearnerSets,
    private readonly number: number,
    private readonly others: LearnerSets,
  ) {}

  sizeWith(other: number): number {
    let size = this.sizes.get(other);
    if (size === undefined) {
      size = this.sets.get(this.number).sharedWith(this.others.get(other));
      this.sizes.set(other, size);
    }
    return size;
  }
}
