import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../../database/engine-scope.js';
import { inTransaction } from '../../database/retry/in-transaction.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
import { type JobContext } from '../../jobs/job.js';
import {
  ASKED_COLUMNS,
  type AskedEntry,
  KNOWN_PERSONS,
  nextLearners,
  type SampledId,
  sampledLogs,
} from '../sampled-logs.js';

/** Rows that a statement writes or reads in a part of the time that it has. */
const ROWS = 1000;
const TAKEN_ROWS = 200;

/** All statements that read from a cursor see what was there when it was declared. */
const PERSONS = `DECLARE fit_persons NO SCROLL CURSOR FOR SELECT id, last_seq::text AS through, accounts ${KNOWN_PERSONS}`;
const NEXT_PERSONS = `FETCH ${ROWS} FROM fit_persons`;

/** $1 job, $2 a list of { id, through, accounts } */
const TAKE = `
  INSERT INTO fit_learners (job_id, learner_id, through_seq, accounts)
  SELECT $1::uuid, id, through, accounts FROM jsonb_to_recordset($2::jsonb) AS t (id uuid, through bigint, accounts jsonb)`;

/** Until no erasure is in the middle that did not see what was taken. */
const LOCK = 'LOCK TABLE fit_learners IN SHARE ROW EXCLUSIVE MODE';

/** $1 job */
const REMOVE_ERASED = `
  DELETE FROM fit_learners f USING learners l WHERE f.job_id = $1 AND l.id = f.learner_id AND l.erased_at IS NOT NULL`;

/** $1 job, $2 after which learner; null for the first ones */
const NEXT = nextLearners('fit_learners', 'job_id');

/** $1 job, $2 a list of { learner, answers, taken }. Those who were erased meanwhile are left out. */
const STORE = `
  UPDATE fit_learners l SET answers = t.answers, taken = t.taken
  FROM jsonb_to_recordset($2::jsonb) AS t (learner uuid, answers integer, taken jsonb) WHERE l.job_id = $1 AND l.learner_id = t.learner`;

/**
 * $1 job, $2 most answers, $3 most learners. By SHA-256 of the learner, so that those who are left out are left out by chance, and the
 * same ones each time.
 */
const DRAW = `
  SELECT learner_id AS id FROM (
    SELECT learner_id, sum(answers) OVER by_chance AS through, row_number() OVER by_chance AS place
    FROM fit_learners WHERE job_id = $1 AND answers > 0
    WINDOW by_chance AS (ORDER BY sha256(convert_to(learner_id::text, 'UTF8')))) AS placed
  WHERE through <= $2 AND place <= $3 ORDER BY learner_id`;

/** $1 job, $2 learners */
const READ =
  'SELECT learner_id AS id, taken FROM fit_learners WHERE job_id = $1 AND learner_id = ANY ($2::uuid[]) ORDER BY learner_id';

/** $1 job, $2 most rows */
const REMOVE = `
  DELETE FROM fit_learners WHERE job_id = $1 AND learner_id = ANY (ARRAY(
    SELECT learner_id FROM fit_learners WHERE job_id = $1 LIMIT $2)) RETURNING 1`;

const ABANDONED = `
  SELECT DISTINCT l.job_id AS id FROM fit_learners l JOIN job_runs j ON j.id = l.job_id WHERE j.ended_at IS NOT NULL`;

const NOW = 'SELECT (extract(epoch FROM statement_timestamp()) * 1000)::bigint::text AS now';

/** What a job takes of the answers of a learner. */
export interface Taken<Answers> {
  learner: string;
  /** How many answers that are. */
  answers: number;
  taken: Answers;
}

/** The learners by whose answers something is fitted, and what is taken of their answers. */
@Injectable()
export class FitLearners {
  constructor(private readonly scope: EngineScope) {}

  /**
   * Takes all persons, each with as much of their logs as is there, as of one moment. May be repeated before anything is made of them: then
   * the last moment counts.
   *
   * @returns how many there are, and the moment by the clock of the database, in milliseconds since 1970
   * @throws as `hold` where the job is no longer this worker's: then nothing is taken
   */
  async freeze({ jobId, hold }: Pick<JobContext, 'jobId' | 'hold'>): Promise<{ total: number; as_of: number }> {
    await this.forgetAbandoned();
    const frozen = await inTransaction(this.scope.dataSource, async (manager) => {
      await removeAll((text, values) => manager.query(text, values), jobId);
      const [row] = await manager.query<{ now: string }[]>(NOW);
      await manager.query(PERSONS);
      let total = 0;
      for (let taken = ROWS; taken === ROWS; total += taken) {
        const persons = await manager.query<unknown[]>(NEXT_PERSONS);
        taken = persons.length;
        await manager.query(TAKE, [jobId, JSON.stringify(persons)]);
      }
      await hold(manager);
      return { total, as_of: Number(row!.now) };
    });
    await inTransaction(this.scope.dataSource, async (manager) => {
      await manager.query(LOCK);
      await manager.query(REMOVE_ERASED, [jobId]);
    });
    return frozen;
  }

  /** The logs of the next learners, by their ids. None after the last one. */
  async nextLogs(jobId: string, after: string | null): Promise<{ id: string; entries: AskedEntry[] }[]> {
    const next = await this.ask<SampledId>(NEXT, [jobId, after]);
    const logs = await sampledLogs<AskedEntry>((text, values) => this.ask(text, values), next, ASKED_COLUMNS);
    return [...logs].map(([id, { entries }]) => ({ id, entries }));
  }

  async store(manager: EntityManager, jobId: string, taken: readonly Taken<unknown>[]): Promise<void> {
    await manager.query(STORE, [jobId, JSON.stringify(taken)]);
  }

  /** What was taken, by the ids of learners: of all, or of so many by chance as stay within the bounds. */
  async taken<Answers>(jobId: string, most: { answers: number; learners: number }): Promise<[string, Answers][]> {
    const drawn = await this.ask<{ id: string }>(DRAW, [jobId, most.answers, most.learners]);
    const all: [string, Answers][] = [];
    for (let at = 0; at < drawn.length; at += TAKEN_ROWS) {
      const ids = drawn.slice(at, at + TAKEN_ROWS).map(({ id }) => id);
      const rows = await this.ask<{ id: string; taken: Answers }>(READ, [jobId, ids]);
      for (const { id, taken } of rows) all.push([id, taken]);
    }
    return all;
  }

  /** Removes what is kept for a job. */
  forget(jobId: string): Promise<void> {
    return removeAll((text, values) => this.ask(text, values), jobId);
  }

  private async forgetAbandoned(): Promise<void> {
    for (const { id } of await this.ask<{ id: string }>(ABANDONED, [])) await this.forget(id);
  }

  private ask<Row>(text: string, values: unknown[]): Promise<Row[]> {
    return queryWithRetry(() => this.scope.dataSource.query<Row[]>(text, values));
  }
}

async function removeAll(ask: (text: string, values: unknown[]) => Promise<unknown>, jobId: string): Promise<void> {
  for (let removed = ROWS; removed === ROWS;) {
    removed = ((await ask(REMOVE, [jobId, ROWS])) as [unknown[], number])[1];
  }
}
