import { type EntityManager } from 'typeorm';
import { QUEUE, queueProblem, queueSchemaOf } from '../database/queue-schema.js';
import { type Check, type Finding } from './finding.js';
import { type Trouble, troublesIn } from './trouble.js';

const START_WORKER = 'Start a worker that knows their kinds: the command "worker", or JobsModule with a concurrency.';
const RIGHT_RELEASE =
  'Run the migrations of this release (jobMigrations of learning-engine/jobs belong to them), or deploy the release that made the tables.';

/** Later than any sweep of a worker comes. */
const STUCK: Trouble = {
  code: 'STUCK_JOBS',
  subject: 'job_runs',
  text: `
    SELECT count(*)::int AS count, min(lease_expires_at)::text AS example FROM job_runs
    WHERE status = 'RUNNING' AND lease_expires_at < clock_timestamp() - interval '1 minute'`,
  values: [],
  message: (count, oldest) =>
    `${count} jobs are RUNNING although their lease expired over a minute ago, the oldest at ${oldest}: no worker takes them over`,
  remedy: START_WORKER,
};

/** A message that is for a worker yet. $1 queue */
const MESSAGE = `message.name = $1 AND message.state < 'completed'`;

/** Jobs that wait for long while none is worked on. One that was handed back waits since its message was sent. */
const waiting = (queue: string): Trouble => ({
  code: 'WAITING_JOBS',
  subject: 'job_runs',
  text: `
    SELECT count(*)::int AS count, min(since)::text AS example FROM (
      SELECT CASE WHEN started_at IS NULL THEN created_at ELSE start_after END AS since
      FROM job_runs JOIN ${queue}.job AS message USING (id) WHERE status = 'QUEUED' AND ${MESSAGE}) AS job
    WHERE since < clock_timestamp() - interval '10 minutes' AND NOT EXISTS (
      SELECT FROM job_runs WHERE status = 'RUNNING' AND lease_expires_at > clock_timestamp()
        OR status IN ('SUCCESS', 'FAILED') AND ended_at > clock_timestamp() - interval '10 minutes')`,
  values: [QUEUE],
  message: (count, oldest) =>
    `${count} jobs have been waiting for over 10 minutes, the oldest since ${oldest}, and no job was worked on meanwhile`,
  remedy: START_WORKER,
});

const jobsWithoutMessage = (queue: string): Trouble => ({
  code: 'ORPHANED_JOBS',
  subject: 'job_runs',
  text: `
    SELECT count(*)::int AS count, min(created_at)::text AS example FROM job_runs
    WHERE status = 'QUEUED' AND NOT EXISTS (SELECT FROM ${queue}.job AS message WHERE message.id = job_runs.id AND ${MESSAGE})`,
  values: [QUEUE],
  message: (count, oldest) =>
    `${count} jobs wait without a message in the queue, the oldest since ${oldest}: no worker is told of them`,
  remedy: 'A worker that is up sends them again within a minute: start one.',
});

const messagesWithoutJob = (queue: string): Trouble => ({
  code: 'ORPHANED_MESSAGES',
  subject: queue,
  text: `
    SELECT count(*)::int AS count, min(created_on)::text AS example FROM ${queue}.job AS message
    WHERE ${MESSAGE} AND NOT EXISTS (
      SELECT FROM job_runs WHERE job_runs.id = message.id AND status IN ('QUEUED', 'RUNNING'))`,
  values: [QUEUE],
  message: (count, oldest) =>
    `${count} messages in the queue are of jobs that have ended or are not there, the oldest of ${oldest}`,
  remedy: 'A worker that is up removes them: start one.',
});

const withoutQueue = (queue: string): Trouble => ({
  code: 'JOB_QUEUE_UNUSABLE',
  subject: queue,
  text: `
    SELECT count(*)::int AS count, min(created_at)::text AS example FROM job_runs WHERE status IN ('QUEUED', 'RUNNING')`,
  values: [],
  message: (count, oldest) =>
    `The job queue in schema ${queue} is missing, while ${count} jobs have not ended, the oldest of ${oldest}`,
  remedy: RIGHT_RELEASE,
});

/** Longer than any sweep of a worker, and than what counts as on time. */
const OVERDUE: Trouble = {
  code: 'OVERDUE_SCHEDULES',
  subject: 'job_schedules',
  text: `
    SELECT count(*)::int AS count, min(id) AS example FROM job_schedules
    WHERE next_at < clock_timestamp() - interval '10 minutes'`,
  values: [],
  message: (count, id) =>
    `${count} schedules, such as ${id}, have an occurrence since over 10 minutes for which no job was queued: no worker follows them`,
  remedy: 'Start a worker: the command "worker", or JobsModule with a concurrency.',
};

/** A job that came later was begun before it, which no worker does with a job whose kind it knows. */
const PASSED_OVER: Trouble = {
  code: 'UNKNOWN_JOB_KINDS',
  subject: 'job_runs',
  text: `
    SELECT count(*)::int AS count, min(kind) AS example FROM job_runs AS job
    WHERE status = 'QUEUED' AND started_at IS NULL AND created_at < clock_timestamp() - interval '10 minutes'
      AND EXISTS (SELECT FROM job_runs WHERE id > job.id AND tenant = job.tenant
        AND started_at > job.created_at + interval '10 minutes')`,
  values: [],
  message: (count, kind) =>
    `${count} jobs, such as one of kind ${kind}, are passed over by all workers: none of them knows their kind`,
  remedy: 'Start a worker whose app has the kind, or cancel the jobs. Disable the schedules that queue them.',
};

/** $1 kinds of this process. */
const unknownKinds = (kinds: readonly string[]): Trouble => ({
  code: 'UNKNOWN_SCHEDULE_KINDS',
  subject: 'job_schedules',
  text: 'SELECT count(*)::int AS count, min(kind) AS example FROM job_schedules WHERE enabled AND kind <> ALL ($1::text[])',
  values: [kinds],
  message: (count, kind) => `${count} schedules are of kinds that this app does not have, such as ${kind}`,
  remedy: 'Disable them, or deploy the code that has the kind.',
});

/** $1 schema. Asked of the catalog: a host without jobs has no queue. */
const HAS_QUEUE = `
  SELECT FROM pg_class WHERE relname = 'version' AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)`;

/**
 * Jobs go on, each that waits is in the queue, and schedules are followed. The tables alone are asked: an engine without jobs does not
 * load pg-boss.
 *
 * @param schema of the engine's tables
 * @param kinds of jobs in this process; none where it has no jobs, and so cannot say which ones are unknown
 */
export const checkJobs =
  (schema: string, kinds: readonly string[]): Check =>
  async (manager) => {
    const queue = queueSchemaOf(schema);
    const always = [STUCK, PASSED_OVER, OVERDUE, ...(kinds.length > 0 ? [unknownKinds(kinds)] : [])];
    const version = await versionOf(manager, queue);
    if (version === null) return troublesIn(manager, [...always, withoutQueue(queue)]);
    const problem = queueProblem(version);
    if (!problem) {
      return troublesIn(manager, [...always, waiting(queue), jobsWithoutMessage(queue), messagesWithoutJob(queue)]);
    }
    const message = `The job queue in schema ${queue} cannot be used: ${problem}`;
    const unusable: Finding = { code: 'JOB_QUEUE_UNUSABLE', subject: queue, message, remedy: RIGHT_RELEASE };
    return [...(await troublesIn(manager, always)), unusable];
  };

async function versionOf(manager: EntityManager, queue: string): Promise<number | null> {
  const [exists] = await manager.query<unknown[]>(HAS_QUEUE, [queue]);
  if (!exists) return null;
  const [row] = await manager.query<{ version: number }[]>(`SELECT version FROM ${queue}.version`);
  return row?.version ?? null;
}
