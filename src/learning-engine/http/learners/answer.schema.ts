import { Answer } from '../../learners/answer.js';
import { schemaOf } from '../../schema/json-schema.js';

const { type, properties, required, additionalProperties } = schemaOf(Answer) as { [part: string]: object };

/**
 * An answer of a learner, for the API document: without the rules about several fields at once, of which generators of clients make
 * objects without fields.
 */
export const answerSchema = { type, properties, required, additionalProperties };

/** An answer whose id stands in the path. */
export const namedAnswerSchema = { ...answerSchema, required: ['at'] };

export const ANSWER_RULES = 'Needs `correct`, `score` or `rating`; `guess` and `option_count` exclude each other.';

export const exampleAnswer = {
  event_id: 'attempt-1',
  at: '2026-11-01T08:00:00Z',
  item_id: 'q1',
  skill_ids: ['fractions'],
  correct: true,
};
