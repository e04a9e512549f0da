import { storedInstant } from '../../database/entities/stored-instant.js';

/** Answers of another system that are handed over, and then recorded by a job. */
export interface AnswerImport {
  id: string;
  source: string;
  /** SHA-256 of what they are from, in hexadecimal digits, where it is known. */
  digest: string | null;
  /** The last line that was taken; 0 before the first one. */
  throughLine: number;
  /** Rows that were taken, those included that are no answers. */
  rows: number;
  /** The job that records them; null until all were handed over. */
  jobId: string | null;
  createdAt: Date;
}

/** A line that was not recorded as an answer that counts. */
export interface RejectedLine {
  line: number;
  /**
   * `invalid`: it is no answer. `conflict`: another answer was recorded with this id, which stays. `quarantined`: it is kept, and does
   * not count, because its time cannot be true. `erased`: it is of a learner who was erased.
   */
  outcome: 'invalid' | 'conflict' | 'quarantined' | 'erased';
  reason: string;
}

export const importOfRow = ({ throughLine, rows, createdAt, ...row }: AnswerImport): AnswerImport => ({
  ...row,
  throughLine: Number(throughLine),
  rows: Number(rows),
  createdAt: storedInstant(createdAt),
});
