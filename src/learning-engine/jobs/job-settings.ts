/** Whether and how this process works on jobs. */
export interface JobSettings {
  /** How many jobs this process works on at once; 0: it only queues them. Default 1. */
  concurrency: number;
  /** How often an idle worker looks for work, in milliseconds. Default 1000. */
  pollMs: number;
  /** How long a job is held without a sign of life, in seconds; then another worker takes it over. Default 30. */
  leaseSeconds: number;
  /** How often jobs of lost workers and occurrences of schedules are looked for, in seconds. Default 5, at most 300: well within the 15 minutes that an occurrence may be late. */
  sweepSeconds: number;
  /** How long a chunk may go on when the process is to stop, in milliseconds; then it is given up. Default 5000. */
  stopMs: number;
}

export const defaultJobSettings: Readonly<JobSettings> = {
  concurrency: 1,
  pollMs: 1000,
  leaseSeconds: 30,
  sweepSeconds: 5,
  stopMs: 5000,
};

export const largestJobSettings = {
  concurrency: 64,
  pollMs: 60_000,
  leaseSeconds: 86_400,
  sweepSeconds: 300,
  stopMs: 60_000,
} satisfies JobSettings;
