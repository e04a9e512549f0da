import { StatisticsPeriod } from '../../runs/run-statistics.js';
import { InstantField, OneOfField } from '../validation/fields.js';

/** A window of at most 31 days. */
export class StatisticsQuery {
  @InstantField({ description: 'Runs that started at this instant or later.', example: '2026-11-01T00:00:00Z' })
  from: string;

  @InstantField({
    description: 'Runs that started before this instant; at most 31 days after `from`.',
    example: '2026-12-01T00:00:00Z',
  })
  to: string;

  @OneOfField(StatisticsPeriod, {
    description: 'Also answers `periods`, as long as this each. By `hour`, `to` is at most 7 days after `from`.',
    optional: true,
  })
  by?: StatisticsPeriod;
}
