import { rankValue } from '../../../contracts/order.js';
import { type MistakesV1Distractor, type MistakesV1Pair } from './mistakes-v1.contract.js';
import { LearnerSet } from './mistakes-v1.learner-set.js';
import { type MistakesV1Params } from './mistakes-v1.params.js';
import { type Responses } from './mistakes-v1.responses.js';
import { association, falseDiscoveryRates, fisherTail, logFactorials, type Table } from './mistakes-v1.statistics.js';

/** A mistake that is frequent enough to be looked at. */
interface Mistake {
  question: number;
  option: number;
  madeBy: LearnerSet;
}

interface Candidate extends Table {
  first: number;
  second: number;
}

/** Pairs of mistakes on different questions that go together more than chance explains. */
export function findPairs(
  params: Readonly<MistakesV1Params>,
  responses: Responses,
  distractors: readonly MistakesV1Distractor[],
): MistakesV1Pair[] {
  const mistakes = frequentMistakes(params, responses, distractors);
  const candidates = tablesOf(responses, mistakes, countTogether(responses, mistakes), params.min_frequency);
  const logs = logFactorials(responses.learners);
  const pValues = candidates.map((candidate) => fisherTail(logs, candidate));
  const qValues = falseDiscoveryRates(pValues, familySize(mistakes));
  const nameOf = (mistake: number) => {
    const { question, option } = mistakes[mistake]!;
    return { question_id: responses.questions[question]!.question_id, option };
  };

  return candidates
    .map(({ first, second, ...table }, index) => ({
      first,
      second,
      pair: {
        a: nameOf(first),
        b: nameOf(second),
        ...table,
        ...association(table),
        p_value: pValues[index]!,
        q_value: qValues[index]!,
      },
    }))
    .filter(({ pair: { lift, q_value } }) => lift >= params.min_lift && q_value <= params.fdr)
    .sort(
      (one, other) =>
        rankValue(other.pair.lift) - rankValue(one.pair.lift) ||
        other.pair.n11 - one.pair.n11 ||
        one.first - other.first ||
        one.second - other.second,
    )
    .slice(0, params.max_patterns)
    .map(({ pair }) => pair);
}

/** In the order of question id and option, so that the first of two is the smaller number. */
function frequentMistakes(
  { min_frequency }: MistakesV1Params,
  { questions, learners }: Responses,
  distractors: readonly MistakesV1Distractor[],
): Mistake[] {
  const numbers = new Map(questions.map(({ question_id }, number) => [question_id, number]));
  return distractors
    .filter(({ count }) => count >= min_frequency)
    .map(({ question_id, option }) => ({
      question: numbers.get(question_id)!,
      option,
      madeBy: new LearnerSet(learners),
    }));
}

/** How many learners made both, for each pair that anybody made: first × number of mistakes + second. */
function countTogether({ learners, responses }: Responses, mistakes: readonly Mistake[]): Map<number, number> {
  const numbers = new Map(mistakes.map(({ question, option }, number) => [`${question} ${option}`, number]));
  const made = Array.from({ length: learners }, (): number[] => []);
  for (const { learner, question, option } of responses) {
    const mistake = numbers.get(`${question} ${option}`);
    if (mistake === undefined) continue;
    made[learner]!.push(mistake);
    mistakes[mistake]!.madeBy.add(learner);
  }
  const together = new Map<number, number>();
  for (const own of made) {
    own.sort((one, other) => one - other);
    for (let i = 0; i < own.length; i += 1) {
      for (let j = i + 1; j < own.length; j += 1) {
        const pair = own[i]! * mistakes.length + own[j]!;
        together.set(pair, (together.get(pair) ?? 0) + 1);
      }
    }
  }
  return together;
}

/** The tables of the pairs that enough learners made, over the learners who answered both questions. */
function tablesOf(
  { questions, learners, responses }: Responses,
  mistakes: readonly Mistake[],
  together: ReadonlyMap<number, number>,
  minimum: number,
): Candidate[] {
  const answeredBy = questions.map(() => new LearnerSet(learners));
  for (const { question, learner } of responses) answeredBy[question]!.add(learner);

  const candidates: Candidate[] = [];
  for (const [pair, n11] of together) {
    if (n11 < minimum) continue;
    const second = pair % mistakes.length;
    const first = (pair - second) / mistakes.length;
    const [a, b] = [mistakes[first]!, mistakes[second]!];
    const [answeredA, answeredB] = [answeredBy[a.question]!, answeredBy[b.question]!];
    const n10 = a.madeBy.sharedWith(answeredB) - n11;
    const n01 = b.madeBy.sharedWith(answeredA) - n11;
    const n00 = answeredA.sharedWith(answeredB) - n11 - n10 - n01;
    candidates.push({ first, second, n11, n10, n01, n00 });
  }
  return candidates;
}

/**
 * The number of pairs that could have been found. To correct only among those that were made often enough would undo the
 * correction: many independent mistakes always have some that coincide.
 */
function familySize(mistakes: readonly Mistake[]): number {
  const pairs = (n: number) => (n * (n - 1)) / 2;
  const perQuestion = new Map<number, number>();
  for (const { question } of mistakes) perQuestion.set(question, (perQuestion.get(question) ?? 0) + 1);
  return [...perQuestion.values()].reduce((left, n) => left - pairs(n), pairs(mistakes.length));
}
