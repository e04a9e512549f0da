import { type PersonalTable } from './personal/personal-tables.js';

/** How answers are taken. */
export interface LearnerSettings {
  /** Connections of this process for answers and states, beside the host's. Default 2. */
  poolSize: number;
  /** Up to how much the clock of a sender counts as right, in milliseconds. Default 5,000. */
  clockToleranceMs: number;
  /** An answer from further ahead is quarantined, in milliseconds. Default 300,000. */
  aheadMs: number;
  /** An answer from before this UTC time is quarantined. Default 2000-01-01T00:00:00Z. */
  earliestAt: string;
  /** How many projections of a key stay up to date after others have become active: a rollback finds them so. Default 2. */
  keptProjections: number;
  /** Whether a job makes the states of all learners after an activation, where the host has jobs. Default true. */
  buildAfterActivation: boolean;
  /** Tables of the host that tell of learners: `LearnersService.export` hands them out with the engine's. Default none. */
  personalTables: readonly PersonalTable[];
}

export const defaultLearnerSettings: Readonly<LearnerSettings> = {
  poolSize: 2,
  clockToleranceMs: 5000,
  aheadMs: 300_000,
  earliestAt: '2000-01-01T00:00:00Z',
  keptProjections: 2,
  buildAfterActivation: true,
  personalTables: [],
};

export const largestLearnerSettings = {
  poolSize: 100,
  clockToleranceMs: 3_600_000,
  aheadMs: 86_400_000,
  keptProjections: 100,
} satisfies Partial<LearnerSettings>;
