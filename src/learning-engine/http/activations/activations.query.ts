import { TextField } from '../validation/fields.js';
import { PageQuery } from '../pagination/page.query.js';

export class ActivationsQuery extends PageQuery {
  @TextField(200, { description: 'Key of the algorithm.', example: 'mastery', optional: true })
  algo_key?: string;
}
