/** The resolved settings of jobs. */
export const JOB_SETTINGS = Symbol.for('learning-engine:JOB_SETTINGS');
