import { type JobRun } from '../../jobs/job-run.js';
import { type JobProgress, jobView } from '../../jobs/job-view.js';
import { type EvaluationArgs } from './evaluation-args.js';
import { type EvaluationReport } from './evaluation-report.js';
import { type Evaluated } from './evaluations.service.js';

/** An evaluation as callers see it. */
export interface EvaluationView {
  id: string;
  algo_key: string;
  version: string;
  /** Of the candidate. */
  params_id: string | null;
  sample: number | 'all';
  from: string | null;
  status: JobRun['status'];
  progress: JobProgress;
  reason: string | null;
  created_by_user_id: string | null;
  created_at: Date;
  ended_at: Date | null;
  error_code: string | null;
  error_message: string | null;
  as_of: Date | null;
  digest: string | null;
  report: EvaluationReport | null;
}

export function evaluationView({ job, asOf, report, digest }: Evaluated): EvaluationView {
  const { id, status, progress, reason, created_by_user_id, created_at, ended_at, error_code, error_message } =
    jobView(job);
  const { algo_key, version, params_id = null, sample, from = null } = job.args as unknown as EvaluationArgs;
  return {
    ...{ id, algo_key, version, params_id, sample, from },
    ...{ status, progress, reason, created_by_user_id, created_at, ended_at, error_code, error_message },
    ...{ as_of: asOf, digest, report },
  };
}

/** Of one that was queued just now. */
export const queuedEvaluation = (job: JobRun): Evaluated => ({ job, asOf: null, report: null, digest: null });
