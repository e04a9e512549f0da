import { sha256 } from '../json/canonical-json.js';

/** The one queue in the schema of the queue. */
export const QUEUE = 'jobs';

/** Of the queue's tables, as the pg-boss that this release asks for makes them. */
export const QUEUE_VERSION = 24;

const SIMPLE = /^[a-z0-9_]{1,30}$/;

/**
 * The schema of the queue's own tables. pg-boss takes names of letters, digits and underscores, at most 50.
 *
 * @param schema of the engine's tables
 */
export const queueSchemaOf = (schema: string): string =>
  `learning_queue_${SIMPLE.test(schema) ? schema : `x${sha256(schema).slice(0, 24)}`}`;

/** What is wrong with tables of this version; null where there are none. */
export function queueProblem(version: number | null): string | undefined {
  if (version === null) return 'its tables are missing';
  return version === QUEUE_VERSION
    ? undefined
    : `its tables are of version ${version}, and this code needs version ${QUEUE_VERSION}`;
}
