/** The resolved settings of evidence. */
export const EVIDENCE_SETTINGS = Symbol.for('learning-engine:EVIDENCE_SETTINGS');
