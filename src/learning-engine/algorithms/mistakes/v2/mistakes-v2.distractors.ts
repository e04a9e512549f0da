import { isWithin, rankValue } from '../../../kit/order.js';
import { binomialTail, falseDiscoveryRates, logFactorials, wilson } from '../../../kit/statistics.js';
import { type MistakesV2Question } from './mistakes-v2.contract.js';
import { type MistakesV2Distractor, type MistakesV2Suspect } from './mistakes-v2.output.js';
import { type MistakesV2Params } from './mistakes-v2.params.js';
import { type Strength, strengthOf } from './mistakes-v2.strength.js';
import { type Tally } from './mistakes-v2.tally.js';

/** A distractor works if at least so many choose it: Haladyna & Downing 1993. */
const WORKING_SHARE = 0.05;

/** The strength of an option whose choosers are as able as the others. */
const ALIKE = 0.5;

/** A wrong option with what is known of it. */
interface Row {
  question: MistakesV2Question;
  option: number;
  count: number;
  answered: number;
  wrong: number;
  keyCount: number;
  strength: Strength | null;
  keyStrength: Strength | null;
  /** P(so many of the wrong answers if all wrong options were alike). */
  pMistake: number;
  /** P(choosers so able, or so many of them, if the option is wrong); null where it is chosen too rarely to say. */
  pSuspect: number | null;
}

/** Every wrong option of every question, and those that may be the right one. */
export function analyseDistractors(
  params: Readonly<MistakesV2Params>,
  questions: readonly MistakesV2Question[],
  tally: Tally,
): { distractors: MistakesV2Distractor[]; suspects: MistakesV2Suspect[] } {
  const { min_frequency, interval_z, fdr } = params;
  const rows = questions.flatMap((question, number) =>
    rowsOf(params, question, tally.choices[number]!, tally.learners),
  );
  const qOf = (p: (row: Row) => number | null): Map<Row, number> => {
    const tested = rows.filter((row) => p(row) !== null);
    const q = falseDiscoveryRates(
      tested.map((row) => p(row)!),
      tested.length,
    );
    return new Map(tested.map((row, index) => [row, q[index]!]));
  };
  // With two options the only wrong one has all wrong answers; of fewer than so many none could be found.
  const qMistake = qOf(({ question, wrong, pMistake }) =>
    question.option_count > 2 && wrong >= min_frequency ? pMistake : null,
  );
  // If a key is wrong, the right option is probably one that many chose: the more did, the more readily it is believed.
  const eligible = rows.filter(({ pSuspect }) => pSuspect !== null);
  const mean = eligible.reduce((sum, { count }) => sum + count, 0) / eligible.length;
  const qSuspect = qOf(({ pSuspect, count }) => pSuspect && (pSuspect * mean) / count);
  const isSuspect = (row: Row): boolean =>
    row.pSuspect !== null &&
    isWithin(qSuspect.get(row)!, fdr) &&
    rankValue(row.strength?.value ?? 1) > rankValue(Math.max(ALIKE, row.keyStrength?.value ?? 0));
  const suspects = rows.filter(isSuspect);
  const doubted = new Set(suspects.map(({ question }) => question));
  return {
    distractors: rows.map((row) => {
      const { question, option, count, answered, wrong, strength, pMistake } = row;
      const bounds = wilson(count, wrong, interval_z);
      const q = qMistake.get(row) ?? null;
      return {
        ...{ question_id: question.question_id, option, count, answered, wrong },
        share: answered === 0 ? null : count / answered,
        share_of_wrong: wrong === 0 ? null : count / wrong,
        ...{ wilson_low: bounds?.low ?? null, wilson_high: bounds?.high ?? null },
        ...{ p_value: pMistake, q_value: q, strength: strength?.value ?? null },
        working: answered > 0 && count / answered >= WORKING_SHARE,
        // Of a question whose key is in doubt it is not known which answers are mistakes.
        common_mistake: count >= min_frequency && q !== null && isWithin(q, fdr) && !doubted.has(question),
      };
    }),
    suspects: suspects.map((row) => ({
      ...{ question_id: row.question.question_id, option: row.option, count: row.count },
      ...{ answered: row.answered, key_count: row.keyCount },
      ...{ strength: row.strength?.value ?? null, key_strength: row.keyStrength?.value ?? null },
      ...{ strength_low: row.strength?.low ?? null, strength_high: row.strength?.high ?? null },
      ...{ p_value: row.pSuspect!, q_value: qSuspect.get(row)! },
    })),
  };
}

function rowsOf(
  { min_frequency, interval_z }: MistakesV2Params,
  question: MistakesV2Question,
  choices: Uint32Array,
  learners: number,
): Row[] {
  const { option_count, key_option } = question;
  const counts = new Array<number>(option_count).fill(0);
  choices.forEach((count, cell) => (counts[cell % option_count]! += count));
  const answered = counts.reduce((sum, count) => sum + count, 0);
  const keyCount = counts[key_option - 1]!;
  const wrong = answered - keyCount;
  const keyStrength = strengthOf(choices, option_count, key_option, interval_z);
  const logs = logFactorials(learners);
  return counts.flatMap((count, place) => {
    if (place === key_option - 1) return [];
    const strength = strengthOf(choices, option_count, place + 1, interval_z);
    // Those who chose it are abler than the others, or it has most of the answers: two ways to be right.
    const p = Math.min(strength?.p ?? 1, binomialTail(logs, count, answered, 0.5));
    return [
      {
        ...{ question, option: place + 1, count, answered, wrong, keyCount, strength, keyStrength },
        pMistake: binomialTail(logs, count, wrong, 1 / (option_count - 1)),
        pSuspect: count >= min_frequency ? Math.min(1, 2 * p) : null,
      },
    ];
  });
}
