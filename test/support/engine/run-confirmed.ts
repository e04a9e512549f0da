import { type AlgoRun } from '../../../src/learning-engine/index.js';

/** What the engine answered about a run, as a line of a script's output. */
export type Confirmed = Pick<AlgoRun, 'id' | 'status' | 'errorMessage'> & { leaseExpiresAt: string };
