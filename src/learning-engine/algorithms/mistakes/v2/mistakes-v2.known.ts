import { wilson } from '../../../kit/statistics.js';
import { type Report } from '../../../json/problem.js';
import { type MistakesV2Pattern } from './mistakes-v2.contract.js';
import { type MistakesV2KnownPattern } from './mistakes-v2.pair-output.js';
import { type Responses } from './mistakes-v2.responses.js';
import { STRATA } from './mistakes-v2.strata.js';
import { type Tally } from './mistakes-v2.tally.js';

/** How many of these learners show patterns that were found among many, in the order in which the patterns are given. */
export function showKnown(
  known: readonly MistakesV2Pattern[],
  { questions, numbers }: Responses,
  tally: Tally,
  z: number,
): MistakesV2KnownPattern[] {
  return known.map(({ a, b }) => {
    const [one, other] = [a, b].map(({ question_id, option }) => ({ question: numbers.get(question_id)!, option }));
    const [first, second] = one!.question < other!.question ? [one!, other!] : [other!, one!];
    const [options, secondOptions] = [first, second].map(({ question }) => questions[question]!.option_count);
    const cells = tally.pair(first.question, second.question);
    let [answered, both] = [0, 0];
    for (let stratum = 0; cells && stratum < STRATA; stratum += 1) {
      const start = stratum * options! * secondOptions!;
      for (let cell = 0; cell < options! * secondOptions!; cell += 1) answered += cells[start + cell]!;
      both += cells[start + (first.option - 1) * secondOptions! + second.option - 1]!;
    }
    const bounds = wilson(both, answered, z);
    return {
      ...{ a, b, answered, both, share: answered === 0 ? null : both / answered },
      ...{ share_low: bounds?.low ?? null, share_high: bounds?.high ?? null },
    };
  });
}

/** A pattern is of wrong options of two of the questions. */
export function checkKnown(
  known: readonly MistakesV2Pattern[],
  { questions, numbers }: Responses,
  report: Report,
): void {
  known.forEach((pattern, index) => {
    for (const side of ['a', 'b'] as const) {
      const { question_id, option } = pattern[side];
      const question = questions[numbers.get(question_id) ?? -1];
      if (!question) report(['known', index, side, 'question_id'], 'must be one of the questions');
      else if (option > question.option_count || option === question.key_option) {
        report(['known', index, side, 'option'], 'must be a wrong option of its question');
      }
    }
    if (pattern.a.question_id === pattern.b.question_id) {
      report(['known', index, 'b', 'question_id'], 'must be another question than that of a');
    }
  });
}
