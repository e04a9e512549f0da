import { InstantField, OneOfField, TextField, UuidField } from '../validation/fields.js';
import { PageQuery } from '../pagination/page.query.js';
import { RunPurpose } from '../../domain/run-purpose.js';
import { RunStatus } from '../../domain/run-status.js';
import { RunTrigger } from '../../domain/run-trigger.js';

/** Which runs: those to which everything given applies. */
export class RunsQuery extends PageQuery {
  @TextField(200, { description: 'Key of the algorithm.', example: 'mastery', optional: true })
  algo_key?: string;

  @TextField(200, { description: 'Version of the algorithm.', optional: true })
  version?: string;

  @OneOfField(RunStatus, { description: 'State of the run.', optional: true })
  status?: RunStatus;

  @OneOfField(RunTrigger, { description: 'What started the run.', optional: true })
  trigger?: RunTrigger;

  @OneOfField(RunPurpose, {
    description: 'What the run is for. Default: live. Others require the role admin.',
    optional: true,
  })
  purpose?: RunPurpose;

  @UuidField({ description: 'The learner. Other learners than the caller require the role admin.', optional: true })
  user_id?: string;

  @UuidField({ description: 'The test session.', optional: true })
  session_id?: string;

  @InstantField({ description: 'Runs that started at this instant or later.', optional: true })
  from?: string;

  @InstantField({ description: 'Runs that started before this instant.', optional: true })
  to?: string;
}
