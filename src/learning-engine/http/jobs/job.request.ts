import { JobStatus } from '../../domain/job-status.js';
import { PageQuery } from '../pagination/page.query.js';
import { JsonObjectField, OneOfField, TextField } from '../validation/fields.js';

export class CreateJobRequest {
  @TextField(64, { description: 'Kind of the job.', example: 'runs.verify-checksums' })
  kind: string;

  @JsonObjectField({
    description: 'Arguments as the `args` schema of the kind describes them.',
    example: { sample_runs: 100 },
    optional: true,
  })
  args?: object | null;

  @TextField(1000, { description: 'Why. Some kinds need it.', example: 'Weekly check', optional: true })
  reason?: string | null;
}

/** Which jobs: those to which everything given applies. */
export class JobsQuery extends PageQuery {
  @TextField(64, { description: 'Kind of the job.', optional: true })
  kind?: string;

  @OneOfField(JobStatus, { description: 'State of the job.', optional: true })
  status?: JobStatus;

  @TextField(64, { description: 'The schedule of which they are occurrences.', optional: true })
  schedule_id?: string;
}

export class CancelJobRequest {}
