import { sha256 } from '../json/canonical-json.js';

/** The one queue in the schema of the queue. */
export const QUEUE = 'jobs';

const SIMPLE = /^[a-z0-9_]{1,30}$/;

/**
 * The schema of the queue's own tables. pg-boss takes names of letters, digits and underscores, at most 50.
 *
 * @param schema of the engine's tables
 */
export const queueSchemaOf = (schema: string): string =>
  `learning_queue_${SIMPLE.test(schema) ? schema : `x${sha256(schema).slice(0, 24)}`}`;
