import { type Check } from './finding.js';

/** Compares what is kept of learners with their logs: `LearnersModule` provides it. */
export const LOGS_CHECK = Symbol.for('learning-engine:LOGS_CHECK');

export interface LogsCheck {
  readonly check: Check;
}
