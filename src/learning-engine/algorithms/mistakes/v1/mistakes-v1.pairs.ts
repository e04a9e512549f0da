import { isWithin, rankValue } from '../../../kit/order.js';
import { falseDiscoveryRates, logFactorials } from '../../../kit/statistics.js';
import { type Reject } from '../../../json/problem.js';
import { type MistakesV1Distractor, type MistakesV1Pair } from './mistakes-v1.output.js';
import { type MistakesV1Params } from './mistakes-v1.params.js';
import { type Responses } from './mistakes-v1.responses.js';
import { association, fisherTail } from './mistakes-v1.statistics.js';
import { type Mistake, tablesOf } from './mistakes-v1.tables.js';

/** Pairs of mistakes on different questions that go together more than chance explains. */
export function findPairs(
  params: Readonly<MistakesV1Params>,
  responses: Responses,
  distractors: readonly MistakesV1Distractor[],
  reject: Reject,
): MistakesV1Pair[] {
  const mistakes = frequentMistakes(params, responses, distractors);
  const candidates = tablesOf(responses, mistakes, params.min_frequency, reject);
  const logs = logFactorials(responses.learners);
  const pValues = candidates.map((candidate) => fisherTail(logs, candidate));
  const qValues = falseDiscoveryRates(pValues, familySize(mistakes));
  const nameOf = (mistake: number) => {
    const { question, option } = mistakes[mistake]!;
    return { question_id: responses.questions[question]!.question_id, option };
  };

  // Of many pairs few are kept: only those are worked out.
  return [...candidates.keys()]
    .filter((index) => isWithin(qValues[index]!, params.fdr))
    .map((index) => {
      const { first, second, ...table } = candidates[index]!;
      const pair = {
        a: nameOf(first),
        b: nameOf(second),
        ...table,
        ...association(table),
        p_value: pValues[index]!,
        q_value: qValues[index]!,
      };
      return { first, second, pair };
    })
    .filter(({ pair: { lift } }) => lift >= params.min_lift)
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

/** In the order of question and option, so that the first of two is the smaller number. */
function frequentMistakes(
  { min_frequency }: MistakesV1Params,
  { questions, responses }: Responses,
  distractors: readonly MistakesV1Distractor[],
): Mistake[] {
  const numbers = new Map(questions.map(({ question_id }, number) => [question_id, number]));
  const mistakes = distractors
    .filter(({ count }) => count >= min_frequency)
    .map(({ question_id, option }): Mistake => ({
      question: numbers.get(question_id)!,
      option,
      learners: [],
    }));
  const byOption = questions.map((): Mistake[] => []);
  for (const mistake of mistakes) byOption[mistake.question]![mistake.option] = mistake;
  for (const { learner, question, option } of responses) {
    byOption[question]![option]?.learners.push(learner);
  }
  return mistakes;
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
