import { type ProblemName, problemTypes } from './problem-types.js';

/** Whether the same request may be answered otherwise the next time. */
export const isPassing = (problem: ProblemName): boolean =>
  problemTypes[problem].status >= 500 || NOT_STORED.includes(problem);

/** Answers that say nothing of the request itself. */
const NOT_STORED: readonly ProblemName[] = [
  'invalid-request',
  'idempotency-key-in-use',
  'idempotency-key-reused',
  'too-many-requests',
  'run-already-finished',
  'reference-gone',
];
