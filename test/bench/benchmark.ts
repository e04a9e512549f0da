import { type Options } from './options.js';

/** What a ratio, or a figure without a peer, should be. */
export interface Goal {
  is: 'at least' | 'at most';
  value: number;
}

export const atLeast = (value: number): Goal => ({ is: 'at least', value });
export const atMost = (value: number): Goal => ({ is: 'at most', value });

export const isMet = ({ is, value }: Goal, measured: number): boolean =>
  is === 'at least' ? measured >= value : measured <= value;

/** Two ways of doing the same, each of which gives one figure when it is called. A round calls one after the other. */
export interface Comparison {
  what: string;
  unit: string;
  /** Of ours / peer, or of ours where there is no peer; none where it is only good to know. */
  goal?: Goal;
  ours: () => number | Promise<number>;
  peer?: () => number | Promise<number>;
}

/** What a benchmark works with. */
export interface Bench {
  options: Options;
  /** URL of a migrated database that is not shared. */
  database(): Promise<string>;
  /** URL of a migrated database that `fill` prepared, in this benchmark or in one before. */
  sharedDatabase(name: string, fill: (url: string) => Promise<void>): Promise<string>;
  /** Does something when the benchmark is over; the last one first. */
  defer(work: () => unknown): void;
  /** Reports what is going on. */
  say(text: string): void;
}

export interface Benchmark {
  name: string;
  description: string;
  /** What it is compared with. */
  peer: string;
  /** In place of `options.rounds`, for what is measured in one go. */
  rounds?: number;
  prepare(bench: Bench): Promise<Comparison[]> | Comparison[];
}
