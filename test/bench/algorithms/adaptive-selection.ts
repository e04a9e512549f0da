import {
  AdaptiveV1Algorithm,
  type AdaptiveV1Candidate,
  AdaptiveV1Params,
  AdaptiveV2Algorithm,
  AdaptiveV2Params,
} from 'learning-engine/algorithms';
import { seededRandom } from '../../../src/demo/random.js';
import { atMost, type Comparison } from '../benchmark.js';
import { millisecondsOf } from '../measure.js';

const CANDIDATES = 10_000;
const NOW = Date.UTC(2026, 0, 21);
const LEARNER = { theta: 0.3, rolling_success: null };

/** A choice by score alone; what chance adds has no peer. */
export const adaptiveSelection = (seconds: number, count: number): Comparison =>
  selection(seconds, `adaptive, the best ${count} of 10,000`, new AdaptiveV1Params(), ({ params, candidates }) => {
    const algorithm = new AdaptiveV1Algorithm();
    const input = { now: new Date(NOW).toISOString(), seed: 's', count, learner: LEARNER, candidates };
    return algorithm.compute(params, input);
  });

/** The same of version 2. */
export const adaptiveV2Selection = (seconds: number): Comparison =>
  selection(seconds, 'adaptive v2, the best of 10,000', new AdaptiveV2Params(), ({ params, candidates }) => {
    const algorithm = new AdaptiveV2Algorithm();
    const input = { now: new Date(NOW).toISOString(), seed: 's', count: 1, learner: LEARNER, candidates };
    return algorithm.compute(params, { purpose: 'practice', ...input });
  });

function selection<Params extends Weights & { exploration_rate: number }>(
  seconds: number,
  what: string,
  defaults: Params,
  choose: (given: { params: Params; candidates: AdaptiveV1Candidate[] }) => unknown,
): Comparison {
  const random = seededRandom(2);
  const candidates = Array.from({ length: CANDIDATES }, (_, index) => ({
    item_id: `i${index}`,
    concept_id: `c${index % 50}`,
    difficulty: random() * 6 - 3,
    answers: Math.floor(random() * 5),
    last_seen_at: random() < 0.5 ? null : new Date(NOW - Math.floor(random() * 86_400) * 1000).toISOString(),
  }));
  const seen = candidates.map(({ last_seen_at }) => (last_seen_at === null ? null : Date.parse(last_seen_at)));
  const plain = candidates.map((candidate, index) => ({ ...candidate, seen: seen[index]! }));
  const params = Object.assign(defaults, { exploration_rate: 0 });
  return {
    what,
    unit: 'ms',
    goal: atMost(2),
    ours: () => millisecondsOf(seconds, () => choose({ params, candidates })),
    peer: () => millisecondsOf(seconds, () => bestOf(params, plain)),
  };
}

type Weights = Pick<
  AdaptiveV1Params,
  'target_accuracy' | 'recency_max_seconds' | 'weight_probability' | 'weight_recency' | 'weight_count'
>;

interface Plain {
  difficulty: number;
  answers: number;
  seen: number | null;
}

/** The same formulas in one loop, over times that were read before. */
function bestOf(params: Weights, candidates: readonly Plain[]): Plain | undefined {
  let best: Plain | undefined;
  let bestScore = -Infinity;
  for (const candidate of candidates) {
    const p = 1 / (1 + Math.exp(candidate.difficulty - LEARNER.theta));
    const width = p < params.target_accuracy ? params.target_accuracy : 1 - params.target_accuracy;
    const probability = Math.max(0.001, 1 - ((params.target_accuracy - p) / width) ** 2);
    const age = candidate.seen === null ? null : (NOW - candidate.seen) / 1000;
    const limit = params.recency_max_seconds;
    const recency = age === null ? 0 : -1 + Math.log2(Math.max(1, Math.min(age, limit))) / Math.log2(limit);
    const count = 0.5 / Math.max(Math.sqrt(candidate.answers), 0.5);
    const score =
      params.weight_probability * probability + params.weight_recency * recency + params.weight_count * count;
    if (score > bestScore) [best, bestScore] = [candidate, score];
  }
  return best;
}
