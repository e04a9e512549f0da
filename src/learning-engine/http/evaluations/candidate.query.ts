import { PageQuery } from '../pagination/page.query.js';
import { TextField, UuidField } from '../validation/fields.js';

/** Of which candidates. */
export class CandidateQuery extends PageQuery {
  @TextField(200, { description: 'Of this version alone.', example: 'v2', optional: true })
  version?: string;

  @UuidField({ description: 'Of this parameter set alone.', optional: true })
  params_id?: string;
}
