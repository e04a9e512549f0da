import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../../database/engine-scope.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
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

/** $1 job, $2 after which learner; null for the first ones */
const TAKE = `
  INSERT INTO fit_learners (job_id, learner_id, through_seq, accounts)
  SELECT $1::uuid, id, last_seq, accounts ${KNOWN_PERSONS} AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT ${ROWS}
  RETURNING learner_id AS id`;

const COUNT = 'SELECT count(*)::int AS count FROM fit_learners WHERE job_id = $1';

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
   * Takes all persons, each with as much of their logs as is there, as of one moment. May be repeated: the first moment counts.
   *
   * @returns how many there are
   */
  async freeze(jobId: string): Promise<number> {
    await this.forgetAbandoned();
    return this.scope.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const [before] = await manager.query<{ count: number }[]>(COUNT, [jobId]);
      for (let after: string | null | undefined = before!.count === 0 ? null : undefined; after !== undefined;) {
        const taken: { id: string }[] = await manager.query(TAKE, [jobId, after]);
        after = taken.length < ROWS ? undefined : taken.map(({ id }) => id).sort().at(-1); // prettier-ignore
      }
      const [all] = await manager.query<{ count: number }[]>(COUNT, [jobId]);
      return all!.count;
    });
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

  /** By the clock of the database, in milliseconds since 1970. */
  async now(): Promise<number> {
    const [row] = await this.ask<{ now: string }>(NOW, []);
    return Number(row!.now);
  }

  /** Removes what is kept for a job. */
  async forget(jobId: string): Promise<void> {
    for (let removed = ROWS; removed === ROWS;) {
      const answer = await this.ask<unknown>(REMOVE, [jobId, ROWS]);
      removed = (answer as unknown as [unknown[], number])[1];
    }
  }

  private async forgetAbandoned(): Promise<void> {
    for (const { id } of await this.ask<{ id: string }>(ABANDONED, [])) await this.forget(id);
  }

  private ask<Row>(text: string, values: unknown[]): Promise<Row[]> {
    return queryWithRetry(() => this.scope.dataSource.query<Row[]>(text, values));
  }
}
