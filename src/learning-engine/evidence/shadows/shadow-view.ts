import { type Shadow, type ShadowComparison, type ShadowDurations } from './shadow.js';

// What callers see of shadows: over HTTP and from the command line.

export const shadowView = (shadow: Shadow) => ({
  id: shadow.id,
  algo_key: shadow.algoKey,
  version: shadow.version,
  params_id: shadow.paramsId,
  active: {
    version: shadow.active.version,
    params_id: shadow.active.paramsId,
    activation_id: shadow.active.activationId,
  },
  percent: shadow.percent,
  budget: shadow.budget,
  until: shadow.until.toISOString(),
  actor_user_id: shadow.actorUserId,
  reason: shadow.reason,
  started_at: shadow.startedAt.toISOString(),
  ended_at: shadow.endedAt?.toISOString() ?? null,
  ended_by: shadow.endedBy,
  ended_by_user_id: shadow.endedByUserId,
  end_reason: shadow.endReason,
  runs: shadow.runs,
});

const durationsView = ({ p50Ms, p95Ms }: ShadowDurations) => ({ p50_ms: p50Ms, p95_ms: p95Ms });

export const comparedShadowView = ({ comparison, ...shadow }: Shadow & { comparison: ShadowComparison }) => ({
  ...shadowView(shadow),
  comparison: {
    durations: {
      active: durationsView(comparison.durations.active),
      candidate: durationsView(comparison.durations.candidate),
    },
    equal: comparison.equal,
    difference: comparison.difference,
  },
});
