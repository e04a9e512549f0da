import { PageQuery } from '../pagination/page.query.js';
import { HostIdField } from '../validation/fields.js';

export class MistakeAnalysesQuery extends PageQuery {
  @HostIdField({ description: 'Of this bank alone.', example: 'algebra', optional: true })
  bank_id?: string;

  @HostIdField({ description: 'Of this group alone.', example: '7a', optional: true })
  group_id?: string;
}
