import { type JobProgress, jobView } from '../../jobs/job-view.js';
import { type JobRun } from '../../jobs/job-run.js';
import { type PreviewArgs } from './preview-args.js';
import { type Preview } from './previews.service.js';
import { type PreviewReport } from './report-of.js';

/** A preview as callers see it. */
export interface PreviewView {
  id: string;
  algo_key: string;
  version: string;
  /** Of the candidate. */
  params_id: string | null;
  sample: number | 'all';
  now: string;
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
  report: PreviewReport | null;
  /** The learners of `most_changed` in their order; null for one who was erased. */
  most_changed_learners: (string | null)[];
}

export function previewView({ job, asOf, report, digest, mostChanged }: Preview): PreviewView {
  const { id, status, progress, reason, created_by_user_id, created_at, ended_at, error_code, error_message } =
    jobView(job);
  const { algo_key, version, params_id = null, sample, now } = job.args as unknown as PreviewArgs;
  return {
    ...{ id, algo_key, version, params_id, sample, now },
    ...{ status, progress, reason, created_by_user_id, created_at, ended_at, error_code, error_message },
    ...{ as_of: asOf, digest, report },
    most_changed_learners: mostChanged.map(({ learnerId }) => learnerId),
  };
}

/** Of one that was queued just now. */
export const queuedPreview = (job: JobRun): Preview => ({
  job,
  ...{ asOf: null, report: null, digest: null, mostChanged: [] },
});
