import { type Env } from '../config/env.js';

/** Whether the log is lines of JSON, for machines, and not text for people. */
export const isJsonLog = ({ LOG_FORMAT, NODE_ENV }: Pick<Env, 'LOG_FORMAT' | 'NODE_ENV'>): boolean =>
  (LOG_FORMAT ?? (NODE_ENV === 'production' ? 'json' : 'pretty')) === 'json';
