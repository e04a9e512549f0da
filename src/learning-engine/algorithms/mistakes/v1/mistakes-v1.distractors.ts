import { isWithin, rankValue } from '../../../kit/order.js';
import { binomialTail, logFactorials, wilson } from '../../../kit/statistics.js';
import { type MistakesV1Distractor, type MistakesV1Suspect } from './mistakes-v1.output.js';
import { type MistakesV1Params } from './mistakes-v1.params.js';
import { type Responses } from './mistakes-v1.responses.js';
import { groupCorrelation, type ScoreSums } from './mistakes-v1.statistics.js';

/** A distractor works if at least so many choose it: Haladyna & Downing 1993. */
const WORKING_SHARE = 0.05;

/** Who chose an option: how many, and the sum of their right answers to other questions. */
interface Choice {
  learners: number;
  score: number;
}

interface QuestionSums extends ScoreSums {
  /** By option, from 1. */
  choices: Choice[];
}

/** Every wrong option of every question, and those that may be the right one. */
export function analyseDistractors(
  params: Readonly<MistakesV1Params>,
  responses: Responses,
): { distractors: MistakesV1Distractor[]; suspects: MistakesV1Suspect[] } {
  const logs = logFactorials(responses.learners);
  const sums = questionSums(responses);
  const distractors: MistakesV1Distractor[] = [];
  const suspects: MistakesV1Suspect[] = [];
  responses.questions.forEach(({ question_id, option_count, key_option }, number) => {
    const question = sums[number]!;
    const key = question.choices[key_option]!;
    const key_rest_correlation = groupCorrelation(question, key);
    const wrong = question.learners - key.learners;
    const key_wilson_high = wilson(key.learners, question.learners, params.wilson_z)?.high ?? null;
    const isRejected =
      key_wilson_high !== null &&
      (key.learners === 0 ||
        (rankValue(key_wilson_high * option_count) < 1 &&
          (key_rest_correlation === null || isWithin(key_rest_correlation, params.suspect_key_correlation))));
    const mostChosen = question.choices.reduce((most, { learners }) => Math.max(most, learners), 0);
    for (let option = 1; option <= option_count; option += 1) {
      if (option === key_option) continue;
      const choice = question.choices[option]!;
      const count = choice.learners;
      const isFrequent = count >= params.min_frequency;
      const share = question.learners === 0 ? null : count / question.learners;
      const bounds = wilson(count, wrong, params.wilson_z);
      const rest_correlation = groupCorrelation(question, choice);
      const isPreferred =
        rest_correlation !== null &&
        !isWithin(rest_correlation, params.suspect_key_correlation) &&
        rankValue(rest_correlation) > rankValue(key_rest_correlation ?? -Infinity);
      const suspect_key = isFrequent && (isPreferred || (isRejected && count === mostChosen));
      const isMistake = !isRejected && !suspect_key;
      distractors.push({
        question_id,
        option,
        count,
        answered: question.learners,
        wrong,
        share,
        share_of_wrong: wrong === 0 ? null : count / wrong,
        wilson_low: bounds?.low ?? null,
        wilson_high: bounds?.high ?? null,
        uniform_tail: binomialTail(logs, count, wrong, 1 / (option_count - 1)),
        rest_correlation,
        working: share !== null && share >= WORKING_SHARE,
        common_mistake: isMistake && isFrequent && bounds !== null && !isWithin(bounds.low, 1 / (option_count - 1)),
        suspect_key,
      });
      if (suspect_key) {
        suspects.push({
          ...{ question_id, option, count, rest_correlation },
          ...{
            answered: question.learners,
            key_count: key.learners,
            key_wilson_high: key_wilson_high!,
            key_rest_correlation,
          },
        });
      }
    }
  });
  return { distractors, suspects };
}

function questionSums({ questions, learners, responses }: Responses): QuestionSums[] {
  const right = new Uint32Array(learners);
  for (const { learner, correct } of responses) if (correct) right[learner]! += 1;

  const sums = questions.map(({ option_count }): QuestionSums => ({
    learners: 0,
    score: 0,
    squares: 0,
    choices: Array.from({ length: option_count + 1 }, () => ({ learners: 0, score: 0 })),
  }));
  for (const { question, learner, option, correct } of responses) {
    const rest = right[learner]! - Number(correct);
    const sum = sums[question]!;
    sum.learners += 1;
    sum.score += rest;
    sum.squares += rest * rest;
    sum.choices[option]!.learners += 1;
    sum.choices[option]!.score += rest;
  }
  return sums;
}
