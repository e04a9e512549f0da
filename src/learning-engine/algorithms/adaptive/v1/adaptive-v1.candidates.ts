import { type SlotRules } from '../../../kit/fill-slots.js';
import { indexById } from '../../../kit/index-by-id.js';
import { compareTexts, isWithin } from '../../../kit/order.js';
import { type Report } from '../../../json/problem.js';
import { type AdaptiveV1Candidate, type AdaptiveV1Input } from './adaptive-v1.contract.js';
import { type AdaptiveV1Params } from './adaptive-v1.params.js';
import { type Scored, scoreOf, shiftedTarget } from './adaptive-v1.score.js';

const HOUR = 3600;

export interface Open {
  candidate: AdaptiveV1Candidate;
  /** Since this learner saw it last, or null. */
  seconds: number | null;
}

/** Those that were not seen lately. */
export function openCandidates(
  { exclude_seen_within_hours }: Readonly<AdaptiveV1Params>,
  { candidates, ...input }: Pick<Readonly<AdaptiveV1Input>, 'candidates' | 'now'>,
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

/** All open candidates with their scores, and the probability of a right answer that is aimed at. */
export function scoredCandidates(
  params: Readonly<AdaptiveV1Params>,
  { learner }: Pick<Readonly<AdaptiveV1Input>, 'learner'>,
  open: readonly Open[],
): { target: number; scored: Scored[] } {
  const target = shiftedTarget(params.target_accuracy, learner.rolling_success);
  return { target, scored: open.map(({ candidate, seconds }) => scoreOf(params, target, learner, candidate, seconds)) };
}

/** How slots are filled. */
export const choiceRules = (
  { exploration_rate, exploration_band }: Readonly<AdaptiveV1Params>,
  target: number,
): Pick<SlotRules<Scored>, 'compare' | 'explorationRate' | 'mayExplore'> => ({
  compare,
  explorationRate: exploration_rate,
  mayExplore: ({ probability }) => isWithin(Math.abs(probability - target), exploration_band),
});

/** The better one first: by score, then by id. */
const compare = (one: Scored, other: Scored): number =>
  other.rank - one.rank || compareTexts(one.candidate.item_id, other.candidate.item_id);
