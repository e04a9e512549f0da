import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type FoldFacts } from '../../authoring/fold.js';
import { EngineScope } from '../../database/engine-scope.js';
import { storedInstant } from '../../database/entities/stored-instant.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
import { canonicalJson } from '../../json/canonical-json.js';
import { type JsonObject } from '../../json/json.js';
import { FOLDED_COLUMNS } from '../../learners/learner-log.js';
import { type FoldedEntry } from '../../learners/log-entry.js';
import { type Rating, type Ratings } from '../difficulties.js';
import { type PreviewedSets } from '../previews/preview-sets.js';
import { type Replayed } from '../replayed.js';
import { type SampledId, sampledLogs } from '../sampled-logs.js';
import {
  ABANDONED,
  ADD_ANSWERS,
  COUNT_DRAWN,
  DRAW,
  FREEZE,
  LIST_EVALUATIONS,
  NEXT_ANSWERS,
  NEXT_LEARNERS,
  READ_EVALUATION,
  READ_FACTS,
  READ_RATINGS,
  READ_REPLAYED,
  REMOVALS,
  STORE_FACTS,
  STORE_RATINGS,
  STORE_REPLAYED,
  STORE_REPORT,
  TAKE,
} from './evaluation.statements.js';

/** What was asked for, as it is frozen. */
export type FrozenRequest = {
  version: string;
  params_id: string;
  /** How many learners; null for all. */
  sample: number | null;
  /** UTC in ISO 8601; null for all answers. */
  from: string | null;
};

/** An evaluation as it is stored. */
export interface StoredEvaluation {
  id: string;
  algoKey: string;
  versionId: string;
  paramsId: string;
  activeVersionId: string | null;
  activeParamsId: string | null;
  activationId: string | null;
  asOf: Date;
  /** With the calibration and the skill map that were active. */
  request: FrozenRequest & { sets: PreviewedSets };
  /** How many there are. */
  learners: number;
  report: JsonObject | null;
  digest: string | null;
}

/** An entry, with the groups that it names. */
export interface GroupedEntry extends FoldedEntry {
  group_ids: readonly string[];
}

/** An answer at its place in time. */
export interface PlacedRating {
  place: string;
  learner: string;
  /** `rapid`: it came too fast to tell anything of its question. */
  answer: Rating & { event_id: string; rapid?: true };
}

/** What a part of the answers has told. */
export interface Told {
  /** The last answer of the part; null after the last part. */
  last: string | null;
  ratings: { name: string; learner: string | null; rating: readonly number[] }[];
  facts: { place: string; facts: FoldFacts }[];
}

/** Rows that a statement writes or reads in a part of the time that it has. */
const ROWS = 1000;
const REPLAYED_ROWS = 100;

/** Evaluations, and what is kept while one is made. */
@Injectable()
export class EvaluationStore {
  constructor(private readonly scope: EngineScope) {}

  /**
   * Freezes an evaluation and draws its learners, as of one moment. May be repeated: the first moment counts.
   *
   * @returns how many learners were drawn
   */
  async freeze(
    id: string,
    { algoKey, versionId, paramsId }: { algoKey: string; versionId: string; paramsId: string },
    request: FrozenRequest,
  ): Promise<number> {
    return this.scope.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const values = [id, algoKey, versionId, paramsId, JSON.stringify(request)];
      const [frozen] = await manager.query<unknown[]>(FREEZE, values);
      if (frozen) await this.draw(manager, id, canonicalJson({ algo_key: algoKey, ...request }), request.sample);
      const [drawn] = await manager.query<{ count: number }[]>(COUNT_DRAWN, [id]);
      return drawn!.count;
    });
  }

  private async draw(manager: EntityManager, id: string, seed: string, sample: number | null): Promise<void> {
    if (sample !== null) {
      await manager.query(DRAW, [id, seed, sample]);
      return;
    }
    for (let after: string | null | undefined = null; after !== undefined;) {
      const taken: { id: string }[] = await manager.query(TAKE, [id, after, ROWS]);
      after = taken.length < ROWS ? undefined : taken.map((row) => row.id).sort().at(-1); // prettier-ignore
    }
  }

  async read(id: string): Promise<StoredEvaluation | undefined> {
    const [row] = await this.ask<StoredEvaluation>(READ_EVALUATION, [id]);
    return row && dated(row);
  }

  /** Those that have a report, the newest first. */
  async list(
    algoKey: string,
    { version, paramsId, before }: { version: string | null; paramsId: string | null; before: string | null },
    limit: number,
  ): Promise<StoredEvaluation[]> {
    const values = [algoKey, version, paramsId, before, limit];
    return (await this.ask<StoredEvaluation>(LIST_EVALUATIONS, values)).map(dated);
  }

  /** The logs of the next learners, by their ids. */
  async nextLogs(id: string, after: string | null): Promise<{ id: string; entries: GroupedEntry[] }[]> {
    const next = await this.ask<SampledId>(NEXT_LEARNERS, [id, after]);
    const columns = `${FOLDED_COLUMNS}, group_ids`;
    const logs = await sampledLogs<GroupedEntry>((text, values) => this.ask(text, values), next, columns);
    return [...logs].map(([learner, { entries }]) => ({ id: learner, entries }));
  }

  async addAnswers(manager: EntityManager, id: string, answers: readonly PlacedRating[]): Promise<void> {
    for (let at = 0; at < answers.length; at += ROWS) {
      await manager.query(ADD_ANSWERS, [id, JSON.stringify(answers.slice(at, at + ROWS))]);
    }
  }

  /** The next answers of all learners, in the order of time. */
  nextAnswers(id: string, after: string | null): Promise<PlacedRating[]> {
    return this.ask<PlacedRating>(NEXT_ANSWERS, [id, after, ROWS]);
  }

  async ratings(id: string, names: readonly string[]): Promise<Ratings> {
    const rows = await this.ask<{ name: string; rating: number[] }>(READ_RATINGS, [id, names]);
    return new Map(rows.map(({ name, rating }) => [name, rating]));
  }

  async storeTold(manager: EntityManager, id: string, { ratings, facts }: Told): Promise<void> {
    await manager.query(STORE_RATINGS, [id, JSON.stringify(ratings)]);
    await manager.query(STORE_FACTS, [id, JSON.stringify(facts)]);
  }

  /** What others have told of the questions of learners: by learner, by event. */
  async facts(id: string, learners: readonly string[]): Promise<Map<string, Record<string, FoldFacts>>> {
    const rows = await this.ask<{ id: string; facts: Record<string, FoldFacts> }>(READ_FACTS, [id, learners]);
    return new Map(rows.map((row) => [row.id, row.facts]));
  }

  async storeReplayed(
    manager: EntityManager,
    id: string,
    learners: readonly { learner: string; replayed: Replayed }[],
  ): Promise<void> {
    await manager.query(STORE_REPLAYED, [id, JSON.stringify(learners)]);
  }

  /** By the ids of learners. */
  async *replayed(id: string): AsyncGenerator<Replayed> {
    for (let after: string | null | undefined = null; after !== undefined;) {
      const rows: { id: string; replayed: Replayed }[] = await this.ask(READ_REPLAYED, [id, after, REPLAYED_ROWS]);
      for (const { replayed } of rows) yield replayed;
      after = rows.length < REPLAYED_ROWS ? undefined : rows.at(-1)!.id;
    }
  }

  async storeReport(manager: EntityManager, id: string, report: JsonObject, digest: string): Promise<void> {
    await manager.query(STORE_REPORT, [id, JSON.stringify(report), digest]);
  }

  /** Removes all but the report. */
  async forget(id: string): Promise<void> {
    for (const removal of REMOVALS) {
      for (let removed = ROWS; removed === ROWS;) {
        const answer = await this.ask<unknown>(removal, [id, ROWS]);
        removed = (answer as unknown as [unknown[], number])[1];
      }
    }
  }

  async forgetAbandoned(): Promise<void> {
    for (const { id } of await this.ask<{ id: string }>(ABANDONED, [])) await this.forget(id);
  }

  private ask<Row>(text: string, values: unknown[]): Promise<Row[]> {
    return queryWithRetry(() => this.scope.dataSource.query<Row[]>(text, values));
  }
}

const dated = (row: StoredEvaluation): StoredEvaluation => ({ ...row, asOf: storedInstant(row.asOf) });
