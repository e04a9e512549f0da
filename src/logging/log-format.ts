import { type Env } from '../config/env.js';
import { isProduction } from '../config/is-production.js';

/** Whether the log is lines of JSON, for machines, and not text for people. */
export const isJsonLog = (env: Pick<Env, 'LOG_FORMAT' | 'NODE_ENV'>): boolean =>
  (env.LOG_FORMAT ?? (isProduction(env) ? 'json' : 'pretty')) === 'json';
