import { type JobContext } from '../job.js';
import { type UnverifiableReason } from './verification-report.js';
import { type RepeatedRun, type StoredRun } from './verify-runs.compute.js';

/** Folds stored answers again: `EvidenceModule` provides it. */
export const FOLD_VERIFIER = Symbol.for('learning-engine:FOLD_VERIFIER');

/** The record of a fold, of a learner who is not erased. */
export interface StoredFold extends StoredRun {
  userId: string;
}

export interface FoldVerifier {
  /** What became of each run, by its id. */
  repeat(runs: readonly StoredFold[], context: JobContext): Promise<Map<string, RepeatedRun | UnverifiableReason>>;
}
