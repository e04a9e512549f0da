import { SCOPE_KINDS, type ScopeKind } from '../../authoring/fold.js';
import { PageQuery } from '../pagination/page.query.js';
import { HostIdField, InstantField, OneOfField, TextField, UuidField } from '../validation/fields.js';

/** The built-in algorithm whose states have a time at which they are due. */
export const DEFAULT_DUE_KEY = 'revision';

/** Which states of a learner. */
export class LearnerStatesQuery extends PageQuery {
  @TextField(200, { description: 'Key of the algorithm.', example: 'mastery' })
  algo_key: string;

  @OneOfField(SCOPE_KINDS, { description: 'What the states are of.', optional: true })
  scope_kind?: ScopeKind;

  @HostIdField({ description: 'Id of the skill or the item.', optional: true })
  scope_id?: string;

  @UuidField({
    description:
      'Which states of the key that are kept up to date: see `/v1/learning/projections`. Default: the active ones.',
    optional: true,
  })
  projection_id?: string;
}

/** Which due states of a learner. */
export class LearnerDueQuery extends PageQuery {
  @TextField(200, {
    description: `Key of the algorithm. Default: ${DEFAULT_DUE_KEY}.`,
    example: DEFAULT_DUE_KEY,
    optional: true,
  })
  algo_key?: string;

  @InstantField({ description: 'Due before this instant.', example: '2026-12-01T00:00:00Z' })
  before: string;
}

/** Which due states across learners. */
export class DueQuery extends LearnerDueQuery {
  @HostIdField({ description: 'Of learners of this group. Default: of all whom the caller may read.', optional: true })
  group_id?: string;
}
