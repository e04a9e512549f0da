import { LONGEST_ID } from '../learners/answer.js';
import { MatchesSchema } from '../schema/rule.js';

/** So many ids fit into the arguments of a job. */
const MOST_NAMED = 1000;

/** A list of items, to which a job is confined. */
export const NamedItems = (least: number) =>
  MatchesSchema<readonly string[]>(
    {
      schema: {
        type: 'array',
        minItems: least,
        maxItems: MOST_NAMED,
        items: { type: 'string', minLength: 1, maxLength: LONGEST_ID },
      },
      reason: `must be a list of ${least} to ${MOST_NAMED} texts of 1 to ${LONGEST_ID} characters`,
    },
    { optional: true, title: 'Items', description: 'These items alone. Default all.' },
  );
