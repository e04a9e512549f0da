import { HostId } from '../../learners/answer.js';
import { IntegerBetween } from '../../schema/number-rules.js';
import { Id, NotBoth, UtcTime } from '../../schema/value-rules.js';
import { NamedItems } from '../named-items.js';

/** In place of an id. */
export const NO_CALIBRATION = 'none';

/** What is calibrated. */
@NotBoth('from', 'last_days')
export class CalibrationArgs {
  @HostId({ title: 'Bank', description: 'Answers that name this bank alone. Default all.' }) bank_id?: string;

  @NamedItems(2)
  item_ids?: readonly string[];

  @UtcTime({ optional: true, title: 'From', description: 'First answers from then on. Default all.' }) from?: string;
  @UtcTime({ optional: true, title: 'Before', description: 'First answers before then. Default all.' }) before?: string;

  @IntegerBetween(1, 36_500, {
    optional: true,
    title: 'Last days',
    description: 'First answers of so many days before the job begins, in place of from.',
    unit: 'days',
  })
  last_days?: number;

  @Id({ optional: true, title: 'Parameter set', description: 'Of difficulty v2; default its active one.' })
  params_id?: string;

  @Id({
    optional: true,
    title: 'Calibration before',
    description: 'Id of the calibration to whose scale this one is linked, or none. Default the active one.',
  })
  linked_to?: string;
}
