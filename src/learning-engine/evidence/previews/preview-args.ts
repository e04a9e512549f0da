import { MatchesSchema } from '../../schema/rule.js';
import { Id, UtcTime } from '../../schema/value-rules.js';

export const FEWEST_SAMPLED = 20;
export const MOST_SAMPLED = 10_000;

export const SAMPLE_REASON = `must be "all" or an integer from ${FEWEST_SAMPLED} to ${MOST_SAMPLED}`;

export const isSample = (value: unknown): value is number | 'all' =>
  value === 'all' ||
  (Number.isInteger(value) && (value as number) >= FEWEST_SAMPLED && (value as number) <= MOST_SAMPLED);

/** In place of the id of a set. */
export const NO_SET = 'none';

/** What a preview is asked for. */
export class PreviewArgs {
  @Id({ title: 'Algorithm' }) algo_key: string;
  @Id({ title: 'Version', description: 'The candidate.' }) version: string;

  @Id({ optional: true, title: 'Parameter set', description: 'Of the candidate; default its active one.' })
  params_id?: string;

  @Id({ optional: true, title: 'Calibration', description: 'Of the candidate, or none. Default: the active one.' })
  calibration_id?: string;

  @Id({ optional: true, title: 'Skill map', description: 'Of the candidate, or none. Default: the active one.' })
  skill_map_id?: string;

  @MatchesSchema(
    {
      schema: { anyOf: [{ const: 'all' }, { type: 'integer', minimum: FEWEST_SAMPLED, maximum: MOST_SAMPLED }] },
      reason: SAMPLE_REASON,
    },
    { title: 'Sample', description: 'How many learners; a few more, where a group would have fewer than two.' },
  )
  sample: number | 'all';

  @UtcTime({ title: 'Now', description: 'What is due is counted from this time.' }) now: string;
}
