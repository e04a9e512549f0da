import { availableParallelism } from 'node:os';

/** Where computations run, and how long they may take. */
export interface ComputeSettings {
  /** Threads for large computations, the first one at boot, others when they are needed. Default: one less than there are processors, at least 1. */
  threads: number;
  /** Bytes of an input from which on a computation runs in a thread, if its version can. Default 8,192. */
  threadFromBytes: number;
  /** How long a computation in a thread may take, in milliseconds: then it is ended. Default 3,000. */
  timeLimitMs: number;
  /** How long a computation waits for a thread, in milliseconds: then it is rejected. Items of a batch wait on. Default 1,000. */
  waitMs: number;
  /** How many computations may wait for a thread: what comes then is rejected. Items of a batch do not count. Default 64. */
  queueLength: number;
  /** Largest input and output, in bytes, of a version that computes on the main thread. Default 1,048,576. */
  mainThreadBytes: number;
}

export const defaultComputeSettings: Readonly<ComputeSettings> = {
  threads: Math.max(1, availableParallelism() - 1),
  threadFromBytes: 8 * 1024,
  timeLimitMs: 3000,
  waitMs: 1000,
  queueLength: 64,
  mainThreadBytes: 1024 * 1024,
};
