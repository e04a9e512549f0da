import { type SlotRules } from '../../../kit/fill-slots.js';
import { indexById } from '../../../kit/index-by-id.js';
import { isWithin } from '../../../kit/order.js';
import { type Report } from '../../../json/problem.js';
import { type AdaptiveV2Candidate, type AdaptiveV2Input, type AdaptiveV2Learner } from './adaptive-v2.contract.js';
import { type AdaptiveV2Params } from './adaptive-v2.params.js';
import { type Scored, scoreOf, shiftedTarget } from './adaptive-v2.score.js';

const HOUR = 3600;

export interface Open {
  candidate: AdaptiveV2Candidate;
  /** Since this learner saw it last, or null. */
  seconds: number | null;
}

/** Those that were not seen lately. */
export function openCandidates(
  { exclude_seen_within_hours }: Readonly<AdaptiveV2Params>,
  { candidates, ...input }: Pick<Readonly<AdaptiveV2Input>, 'candidates' | 'now'>,
  report: Report,
): Open[] {
  const now = Date.parse(input.now);
  indexById(candidates, { list: 'candidates', id: 'item_id', report });
  const open: Open[] = [];
  candidates.forEach((candidate, index) => {
    const { last_seen_at } = candidate;
    const seconds = last_seen_at === null ? null : (now - Date.parse(last_seen_at)) / 1000;
    if (seconds !== null && seconds < 0) report(['candidates', index, 'last_seen_at'], 'must not be after now');
    if (seconds === null || seconds >= exclude_seen_within_hours * HOUR) open.push({ candidate, seconds });
  });
  return open;
}

/** To practise: all open candidates with their scores, and the probability of a right answer that is aimed at. */
export function scoredCandidates(
  params: Readonly<AdaptiveV2Params>,
  learner: AdaptiveV2Learner,
  open: readonly Open[],
): { target: number; scored: Scored[] } {
  const target = shiftedTarget(params.target_accuracy, learner.rolling_success);
  return { target, scored: open.map(({ candidate, seconds }) => scoreOf(params, target, learner, candidate, seconds)) };
}

/** The better one first; 0 where the seed decides. */
export const byRank = (one: Scored, other: Scored): number => other.rank - one.rank;

/** To practise: what chance may choose, and how often. */
export const explorationOf = (
  { exploration_rate, exploration_band }: Readonly<AdaptiveV2Params>,
  target: number,
): Pick<SlotRules<Scored>, 'explorationRate' | 'mayExplore'> => ({
  explorationRate: exploration_rate,
  mayExplore: ({ probability }) => isWithin(Math.abs(probability - target), exploration_band),
});
