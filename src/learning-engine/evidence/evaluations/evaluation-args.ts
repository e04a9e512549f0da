import { MatchesSchema } from '../../schema/rule.js';
import { Id, UtcTime } from '../../schema/value-rules.js';
import { FEWEST_SAMPLED, MOST_SAMPLED, SAMPLE_REASON } from '../previews/preview-args.js';

/** What an evaluation is asked for. */
export class EvaluationArgs {
  @Id({ title: 'Algorithm' }) algo_key: string;
  @Id({ title: 'Version', description: 'The candidate.' }) version: string;

  @Id({ optional: true, title: 'Parameter set', description: 'Of the candidate; default its active one.' })
  params_id?: string;

  @MatchesSchema(
    {
      schema: { anyOf: [{ const: 'all' }, { type: 'integer', minimum: FEWEST_SAMPLED, maximum: MOST_SAMPLED }] },
      reason: SAMPLE_REASON,
    },
    { title: 'Sample', description: 'How many learners.' },
  )
  sample: number | 'all';

  @UtcTime({ optional: true, title: 'From', description: 'Later answers are judged; earlier ones are folded.' })
  from?: string;
}
