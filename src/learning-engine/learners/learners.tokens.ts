/** The resolved settings of learners. */
export const LEARNER_SETTINGS = Symbol.for('learning-engine:LEARNER_SETTINGS');
