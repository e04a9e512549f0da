export { type ComputeInChild, type Job, type JobContext, type JobPlan, type JobStep } from '../jobs/job.js';
export { JobKind, type JobKindDefinition } from '../jobs/job-kind.decorator.js';
export { type JobRun } from '../jobs/job-run.js';
export { defaultJobSettings, type JobSettings } from '../jobs/job-settings.js';
export { type JobProgress, jobView, type JobView } from '../jobs/job-view.js';
export { JobSlots } from '../jobs/job-slots.js';
export { JobWorker } from '../jobs/job-worker.js';
export { JobsModule } from '../jobs/jobs.module.js';
export { type JobsExtras, type JobsOptions } from '../jobs/jobs.module-definition.js';
export { type EnqueueOptions, type JobFilter, type JobPage, JobsService } from '../jobs/jobs.service.js';
export { type OpenJobs } from '../jobs/open-jobs.js';
export { jobsWait } from '../jobs/waiting-jobs.js';
export { jobMigrations } from '../jobs/migrations/job-migrations.js';
export {
  type JobSchedule,
  type JobScheduleChange,
  type JobScheduleDefinition,
  jobScheduleView,
  type JobScheduleView,
} from '../jobs/schedules/job-schedule.js';
export {
  type GivenJobSchedule,
  type JobScheduleChangePage,
  type JobSchedulePage,
  JobSchedulesService,
  type SetJobSchedule,
  type SetJobScheduleOptions,
} from '../jobs/schedules/job-schedules.service.js';
export { CatchUp } from '../jobs/schedules/occurrences.js';
export {
  RunVerdict,
  type UnverifiableReason,
  type VerificationFinding,
  type VerificationReport,
  type VerifiedVersion,
} from '../jobs/verification/verification-report.js';
export {
  type StartVerificationOptions,
  type Verification,
  VerificationService,
} from '../jobs/verification/verification.service.js';
export { type CodeComparison } from '../jobs/verification/verify-runs.compute.js';
export { queueSchemaOf } from '../database/queue-schema.js';
export { JobStatus } from '../domain/job-status.js';
export { type JobFinished } from '../domain/engine-events.js';
export {
  InvalidJobArgsError,
  InvalidJobKindError,
  JobAlreadyEndedError,
  JobFailedError,
  JobKindNotRegisteredError,
  JobNotFoundError,
  JobOutOfMemoryError,
  JobQueueUnusableError,
  JobScheduleChangedError,
  JobScheduleNotFoundError,
  JobTimedOutError,
} from '../errors/job.errors.js';
