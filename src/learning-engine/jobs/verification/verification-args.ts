import { IntegerBetween } from '../../schema/number-rules.js';
import { UUID_PATTERN } from '../../domain/uuid.js';
import { FieldsMatchSchema, MatchesSchema } from '../../schema/rule.js';
import { Id, NotBoth, UtcTime } from '../../schema/value-rules.js';

export const MOST_VERIFIED = 10_000;
export const DEFAULT_VERIFIED = 1000;
export const LONGEST_WINDOW_DAYS = 3650;

export const VERIFIED_REASON = `must be "all" or an integer from 1 to ${MOST_VERIFIED}`;

export const isVerifiedSample = (value: unknown): value is number | 'all' =>
  value === 'all' || (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MOST_VERIFIED);

/** Which runs are computed again. */
@NotBoth('since', 'last_days')
@FieldsMatchSchema({
  schema: { if: { required: ['run_id'] }, then: { maxProperties: 1 } },
  reason: 'must have nothing else beside run_id',
})
export class VerificationArgs {
  @MatchesSchema(
    { schema: { type: 'string', pattern: UUID_PATTERN }, reason: 'must be a UUID' },
    { optional: true, title: 'Run', description: 'This run alone.' },
  )
  run_id?: string;

  @UtcTime({ optional: true, title: 'Since', description: 'Runs that started then or later. Default: all.' })
  since?: string;

  @IntegerBetween(1, LONGEST_WINDOW_DAYS, {
    ...{ optional: true, title: 'Last days', unit: 'days' },
    description: 'In place of since, for a schedule: runs that started so many days ago, or later.',
  })
  last_days?: number;

  @UtcTime({ optional: true, title: 'Until', description: 'Runs that started before. Default: when the job begins.' })
  until?: string;

  @MatchesSchema(
    {
      schema: { anyOf: [{ const: 'all' }, { type: 'integer', minimum: 1, maximum: MOST_VERIFIED }] },
      reason: VERIFIED_REASON,
    },
    { optional: true, title: 'Sample', description: `How many runs are drawn. Default ${DEFAULT_VERIFIED}.` },
  )
  sample?: number | 'all';

  @Id({ optional: true, title: 'Seed', description: 'The same seed draws the same runs. Default: the id of the job.' })
  seed?: string;

  @Id({ optional: true, title: 'Algorithm', description: 'Runs of this key only.' }) algo_key?: string;
  @Id({ optional: true, title: 'Version', description: 'Runs of versions of this name only.' }) version?: string;
}
