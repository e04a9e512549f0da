/** The resolved settings of jobs. */
export const JOB_SETTINGS = Symbol.for('learning-engine:JOB_SETTINGS');

/** The queue: a token, so that callers of JobsService do not load pg-boss with its class. */
export const JOB_QUEUE = Symbol.for('learning-engine:JOB_QUEUE');
