import { type AlgoRun } from 'learning-engine/persistence';

/** What the engine answered about a run, as a line of a script's output. */
export type Confirmed = Pick<AlgoRun, 'id' | 'status' | 'errorMessage'> & { leaseExpiresAt: string };
