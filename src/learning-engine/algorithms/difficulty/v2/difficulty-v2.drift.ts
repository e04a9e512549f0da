import { falseDiscoveryRates, normalTail } from '../../../kit/statistics.js';
import { type Responses } from './difficulty-v2.bank.js';
import { type Half, type ItemInformation } from './difficulty-v2.information.js';
import { type DifficultyV2Drift } from './difficulty-v2.output.js';

const LEAST_IN_HALF = 20;

/** The time in the middle of each item's answers; NaN where too few have a time. */
export function middlesOf({ items, times }: Responses, count: number): Float64Array {
  const ofItem = Array.from({ length: count }, (): number[] => []);
  times.forEach((time, answer) => {
    if (!Number.isNaN(time)) ofItem[items[answer]!]!.push(time);
  });
  return Float64Array.from(ofItem, (given) =>
    given.length < 2 * LEAST_IN_HALF ? Number.NaN : given.sort((one, other) => one - other)[(given.length - 1) >> 1]!,
  );
}

/** How much harder each item became, beyond what all became: learners who learn make all items look easier. */
export function driftsOf(items: readonly ItemInformation[], fdr: number): (DifficultyV2Drift | null)[] {
  const changes = items.map(({ halves: [early, late] }) =>
    Math.min(early.answers, late.answers) < LEAST_IN_HALF
      ? null
      : { change: stepOf(late) - stepOf(early), se: Math.sqrt(1 / late.information + 1 / early.information) },
  );
  const known = changes.filter((change) => change !== null);
  const weights = known.reduce((sum, { se }) => sum + 1 / se ** 2, 0);
  const common = known.reduce((sum, { change, se }) => sum + change / se ** 2, 0) / weights;
  const tested = changes.map((one) => {
    if (!one) return null;
    const change = one.change - common;
    return { change, se: one.se, p_value: Math.min(1, 2 * normalTail(Math.abs(change) / one.se)) };
  });
  const pValues = tested.flatMap((one) => (one ? [one.p_value] : []));
  const qValues = falseDiscoveryRates(pValues, pValues.length);
  let next = 0;
  return tested.map((one) => {
    if (!one) return null;
    const q_value = qValues[next++]!;
    return { ...one, q_value, verdict: q_value > fdr ? 'stable' : one.change > 0 ? 'harder' : 'easier' };
  });
}

/** One step of Newton's method from the difficulty that the item has in both halves together. */
const stepOf = ({ gradient, information }: Half): number => gradient / information;
