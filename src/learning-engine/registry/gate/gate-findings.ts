import { type GateFinding } from '../../errors/gate.errors.js';
import { type JsonObject } from '../../json/json.js';
import { type GateLimits } from './gate-setting.js';

/** What the gate reads of the report of a preview. */
interface PreviewSays {
  total: { changed: { share: number } | null; failures: { candidate: unknown[] } };
}

/** What it reads of the report of an evaluation. */
interface EvaluationSays {
  verdict: 'better' | 'worse' | 'cannot tell' | null;
  failures: { candidate: number };
  comparisons: { name: string; log_loss_difference: number; interval: [number, number] | null }[];
}

/** What speaks against a candidate, by the reports that are there. */
export function findingsOf(
  reports: { preview?: JsonObject; evaluation?: JsonObject },
  { logLossMargin, mostChanged }: GateLimits,
): GateFinding[] {
  const preview = reports.preview as PreviewSays | undefined;
  const evaluation = reports.evaluation as EvaluationSays | undefined;
  const failsAt = (preview?.total.failures.candidate.length ?? 0) + (evaluation?.failures.candidate ?? 0);
  return [
    ...(evaluation ? verdictOn(evaluation, logLossMargin) : []),
    ...((preview?.total.changed?.share ?? 0) > (mostChanged ?? 1) ? ['too-many-changed' as const] : []),
    ...(failsAt > 0 ? ['candidate-fails' as const] : []),
  ];
}

/** Where the active version predicts nothing, there is nothing to be worse than. */
function verdictOn({ verdict, comparisons }: EvaluationSays, margin: number | null): GateFinding[] {
  if (verdict === 'worse') return ['worse'];
  if (verdict === null || margin === null) return [];
  const { interval, log_loss_difference: difference } = comparisons.find(({ name }) => name === 'candidate')!;
  // Without an interval, they predict alike, or there are too few learners.
  const worst = interval?.[1] ?? (difference === 0 ? 0 : Infinity);
  return worst > margin ? ['not-shown-to-be-as-good'] : [];
}
