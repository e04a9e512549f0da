import { storedInstant } from '../database/entities/stored-instant.js';
import { type JobStatus } from '../domain/job-status.js';
import { type JsonObject } from '../json/json.js';

/** The record of a job. */
export interface JobRun {
  /** UUIDv7. */
  id: string;
  kind: string;
  args: JsonObject;
  status: JobStatus;
  createdByUserId: string | null;
  reason: string | null;
  /** The schedule of which it is an occurrence, and the time of that. */
  scheduleId: string | null;
  scheduledFor: Date | null;
  /** In units of the kind. */
  progressDone: number;
  /** Null until the job is planned, and where the kind cannot know it. */
  progressTotal: number | null;
  /** How often the chunk that comes next was begun. */
  attempts: number;
  createdAt: Date;
  /** Of the first start. */
  startedAt: Date | null;
  endedAt: Date | null;
  /** Of a job that ended as SUCCESS. */
  result: JsonObject | null;
  /** Of a job that ended as FAILED. */
  errorCode: string | null;
  errorMessage: string | null;
}

/** A job, as the worker that holds it sees it. */
export interface HeldJob extends JobRun {
  /** Grows whenever the job changes hands: what another one writes has no effect. */
  fence: number;
  /** Null before it is planned. */
  cursor: JsonObject | null;
}

/** Columns under the names of the properties. Integers are read as texts: a host may have pg read int8 as anything. */
export const JOB_COLUMNS = [
  'id',
  'kind',
  'args',
  'status',
  'created_by_user_id AS "createdByUserId"',
  'reason',
  'schedule_id AS "scheduleId"',
  'scheduled_for AS "scheduledFor"',
  'progress_done::text AS "progressDone"',
  'progress_total::text AS "progressTotal"',
  'attempts',
  'created_at AS "createdAt"',
  'started_at AS "startedAt"',
  'ended_at AS "endedAt"',
  'result',
  'error_code AS "errorCode"',
  'error_message AS "errorMessage"',
].join(', ');

/** The same, with what its worker needs. */
export const HELD_COLUMNS = `${JOB_COLUMNS}, fence, cursor`;

const orNull = <T>(value: unknown, read: (value: unknown) => T): T | null =>
  value === null || value === undefined ? null : read(value);

/** A record, from a row of its columns. */
export const jobOfRow = <Row extends JobRun>(row: Row): Row => ({
  ...row,
  progressDone: Number(row.progressDone),
  progressTotal: orNull(row.progressTotal, Number),
  scheduledFor: orNull(row.scheduledFor, storedInstant),
  createdAt: storedInstant(row.createdAt),
  startedAt: orNull(row.startedAt, storedInstant),
  endedAt: orNull(row.endedAt, storedInstant),
});
