import { InstantField } from '../../http/fields.js';

/** A window of at most 31 days. */
export class StatisticsQuery {
  @InstantField({ description: 'Runs that started at this instant or later.' })
  from: string;

  @InstantField({ description: 'Runs that started before this instant; at most 31 days after `from`.' })
  to: string;
}
