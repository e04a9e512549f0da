import { normalTail } from '../../../kit/statistics.js';
import { type MistakesV2Question } from './mistakes-v2.contract.js';
import { commonOddsRatio, type Stratum } from './mistakes-v2.exact.js';
import { type MistakesV2Functioning } from './mistakes-v2.output.js';
import { STRATA } from './mistakes-v2.strata.js';
import { type Tally } from './mistakes-v2.tally.js';

/** Logits to the delta scale of Educational Testing Service. */
const DELTA = -2.35;
const [NEGLIGIBLE, LARGE, ALPHA] = [1, 1.5, 0.05];

/**
 * Questions that are harder for one of two groups at the same ability. Here the ability is of all answers, that to the question
 * itself included: so the test is exact under the Rasch model (Holland & Thayer 1988). Classes as of Dorans & Holland 1993.
 */
export function functioningOf(
  questions: readonly MistakesV2Question[],
  tally: Tally,
  z: number,
): MistakesV2Functioning[] {
  return questions.flatMap(({ question_id }, question): MistakesV2Functioning[] => {
    const strata = strataOf(tally.groups[question]!);
    const reference = strata.reduce((sum, { a }) => sum + a, 0);
    const focal = strata.reduce((sum, { n, a }) => sum + n - a, 0);
    if (reference + focal === 0) return [];
    const odds = commonOddsRatio(strata, z);
    if (!odds) return [{ question_id, reference, focal, ...NOTHING }];
    const [delta, se] = [DELTA * Math.log(odds.ratio), -DELTA * odds.se];
    const p_value = 2 * normalTail(Math.abs(delta) / se);
    return [
      {
        ...{ question_id, reference, focal, delta, p_value },
        ...{ delta_low: delta - z * se, delta_high: delta + z * se, class: classOf(delta, se, p_value) },
      },
    ];
  });
}

const NOTHING = { delta: null, delta_low: null, delta_high: null, p_value: null, class: null };

/** `a` is the reference group, `b` a right answer. */
const strataOf = (cells: Uint32Array): Stratum[] =>
  Array.from({ length: STRATA }, (_, stratum) => {
    const [wrong, right, focalWrong, focalRight] = cells.subarray(stratum * 4, stratum * 4 + 4);
    const reference = wrong! + right!;
    return {
      n: reference + focalWrong! + focalRight!,
      a: reference,
      b: right! + focalRight!,
      both: right!,
    };
  });

function classOf(delta: number, se: number, p: number): 'A' | 'B' | 'C' {
  const size = Math.abs(delta);
  if (size < NEGLIGIBLE || p >= ALPHA) return 'A';
  return size >= LARGE && normalTail((size - NEGLIGIBLE) / se) < ALPHA ? 'C' : 'B';
}
