import { rankValue } from '../../../kit/order.js';
import { type AdaptiveV2Candidate, type AdaptiveV2Learner } from './adaptive-v2.contract.js';
import { probabilityOf } from './adaptive-v2.model.js';
import { type AdaptiveV2Parts } from './adaptive-v2.output.js';
import { type AdaptiveV2Params } from './adaptive-v2.params.js';

/** A candidate with its score. */
export interface Scored {
  readonly candidate: AdaptiveV2Candidate;
  readonly score: number;
  /** What the score counts as when candidates are compared. */
  readonly rank: number;
  readonly probability: number;
  readonly parts: AdaptiveV2Parts;
}

const LEAST_PROBABILITY_PART = 0.001;
/** Of a skill of which nothing is said: between one that is not known at all and a mastered one. */
const UNKNOWN_WEAKNESS = 0.5;

/** 1 at the target, falling with the square of the distance, which is relative to the side it lies on. */
function probabilityPart(target: number, probability: number): number {
  if (probability === target) return 1;
  const width = probability < target ? target : 1 - target;
  return Math.max(LEAST_PROBABILITY_PART, 1 - ((target - probability) / width) ** 2);
}

/** -1 for what was seen a second ago, rising with the logarithm of time to 0. */
const recencyPart = (seconds: number | null, maximum: number): number =>
  seconds === null ? 0 : -1 + Math.log2(Math.max(1, Math.min(seconds, maximum))) / Math.log2(maximum);

/** 1 for what was never answered, falling with the root of the number of answers. */
const countPart = (answers: number): number => 0.5 / Math.max(Math.sqrt(answers), 0.5);

/** After more success than wanted the target falls, after less it rises. */
export function shiftedTarget(target: number, rollingSuccess: number | null): number {
  if (rollingSuccess === null) return target;
  // Written out for each side, so that a full shift ends at 0 or 1 to the last bit.
  return rollingSuccess > target
    ? target - ((rollingSuccess - target) / (1 - target)) * target
    : target + ((target - rollingSuccess) / target) * (1 - target);
}

/** @param seconds since this learner saw it last, or null */
export function scoreOf(
  params: Readonly<AdaptiveV2Params>,
  target: number,
  { theta }: AdaptiveV2Learner,
  candidate: AdaptiveV2Candidate,
  seconds: number | null,
): Scored {
  const { answers, p_known, due } = candidate;
  const probability = probabilityOf(theta, candidate);
  const parts = {
    probability: probabilityPart(target, probability),
    recency: recencyPart(seconds, params.recency_max_seconds),
    count: countPart(answers),
    weakness: p_known === undefined ? null : 1 - p_known,
    due: due === undefined ? null : Number(due),
  };
  const score =
    params.weight_probability * parts.probability +
    params.weight_recency * parts.recency +
    params.weight_count * parts.count +
    params.weight_weakness * (parts.weakness ?? UNKNOWN_WEAKNESS) +
    params.weight_due * (parts.due ?? 0);
  return { candidate, score, rank: rankValue(score), probability, parts };
}
