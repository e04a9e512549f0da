import { HostId } from '../../learners/answer.js';
import { FieldsMatchSchema } from '../../schema/rule.js';
import { Id, UtcTime } from '../../schema/value-rules.js';
import { NamedItems } from '../named-items.js';

/** Whose answers are looked at for mistakes, and by which version. */
@FieldsMatchSchema({
  schema: { anyOf: [{ required: ['bank_id'] }, { required: ['group_id'] }] },
  reason: 'must have bank_id or group_id',
})
export class MistakeAnalysisArgs {
  @HostId({ title: 'Bank', description: 'Answers that name this bank alone.' }) bank_id?: string;
  @HostId({ title: 'Group', description: 'Answers that name this group alone, such as a class.' }) group_id?: string;
  @NamedItems(1)
  item_ids?: readonly string[];

  @UtcTime({
    optional: true,
    title: 'Before',
    description:
      'First answers before then; the lookback of the parameter set ends there. Default when the job begins.',
  })
  before?: string;

  @Id({ optional: true, title: 'Version', description: 'Of mistakes. Default the active one.' }) version?: string;
  @Id({ optional: true, title: 'Parameter set', description: 'Of the version. Default its active one.' })
  params_id?: string;
}
