import { PageQuery } from '../pagination/page.query.js';
import { TextField } from '../validation/fields.js';

export class FitReportsQuery extends PageQuery {
  @TextField(200, { description: 'Of this algorithm alone.', example: 'mastery', optional: true })
  algo_key?: string;
}
