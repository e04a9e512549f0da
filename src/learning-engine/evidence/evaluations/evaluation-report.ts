import { type Evaluation, type Verdict } from '../evaluation.js';
import { type ComparedPairs } from '../folding-pairs.js';
import { type NamedPair, namedPair } from '../named-pair.js';
import { type StoredEvaluation } from './evaluation-store.js';

/** How many learners at whom a fold throws: nothing of theirs is judged. */
export type ReplayFailures = { active: number; candidate: number };

/** How well a candidate predicts, as of one moment. The contenders are `active`, `candidate`, `constant` and `moving average`. */
export type EvaluationReport = Evaluation & {
  algo_key: string;
  /** Null where no version was active, or one that predicts nothing: then the others are compared with the candidate. */
  active: NamedPair | null;
  candidate: NamedPair;
  /** The last entry of the activation log at that moment; null where there was none. */
  activation_id: string | null;
  sample: number | 'all';
  /** All of whom there were answers. */
  all_learners: number;
  /** Answers from then on are judged, UTC in ISO 8601; null for all. */
  from: string | null;
  failures: ReplayFailures;
  /** Answers that came too fast, by the usual durations of the active calibration: they are not judged, and tell nothing of difficulties. */
  rapid: number;
  /** Whether the candidate predicts better than what is active; null where that predicts nothing. */
  verdict: Verdict | null;
};

export const ACTIVE = 'active';
export const CANDIDATE = 'candidate';

export const evaluationReport = (
  { algoKey, request, activationId, learners }: StoredEvaluation,
  { active, candidate }: ComparedPairs,
  { failures, rapid }: Pick<EvaluationReport, 'failures' | 'rapid'>,
  evaluation: Evaluation,
): EvaluationReport => ({
  ...{ algo_key: algoKey, active: active ? namedPair(active) : null, candidate: namedPair(candidate) },
  ...{ activation_id: activationId, sample: request.sample ?? 'all', all_learners: learners, from: request.from },
  ...{ failures, rapid, verdict: evaluation.comparisons.find(({ name }) => name === CANDIDATE)?.verdict ?? null },
  ...evaluation,
});
