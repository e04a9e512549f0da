import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../../database/engine-scope.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
import { storedInstant } from '../../database/entities/stored-instant.js';
import { canonicalJson, sha256 } from '../../json/canonical-json.js';
import { type JsonObject } from '../../json/json.js';
import { type FoldedEntry } from '../../learners/log-entry.js';
import { type SampledId, sampledLogs } from '../sampled-logs.js';
import { type LearnerComparison } from './compare-states.js';
import { type PreviewedSets } from './preview-sets.js';
import {
  ABANDONED,
  COUNT_DRAWN,
  DRAW,
  FREEZE,
  LIST_PREVIEWS,
  NEXT_LEARNERS,
  READ_COMPARISONS,
  READ_MOST_CHANGED,
  READ_PREVIEW,
  REMOVE_LEARNERS,
  STORE_COMPARISONS,
  STORE_REPORT,
  TAKE,
} from './preview.statements.js';

/** What was asked for, as it is frozen. */
export type FrozenRequest = {
  version: string;
  params_id: string;
  /** How many learners; null for all. */
  sample: number | null;
  /** UTC in ISO 8601. */
  now: string;
  /** Calibrations and skill maps; missing where there are none on either side. */
  sets?: { active: PreviewedSets; candidate: PreviewedSets };
};

/** A preview as it is stored. */
export interface StoredPreview {
  id: string;
  algoKey: string;
  versionId: string;
  paramsId: string;
  activeVersionId: string | null;
  activeParamsId: string | null;
  activationId: string | null;
  asOf: Date;
  request: FrozenRequest;
  /** How many learners each stratum has, and how many have answers that wait for their place in the log. */
  strata: { sizes: Record<string, number>; waiting: number };
  report: JsonObject | null;
  digest: string | null;
}

/** A preview that has been made, without its report. */
export interface MadePreview {
  id: string;
  /** The candidate. */
  version: string;
  paramsId: string;
  /** What was active then; null where nothing was. */
  activeVersion: string | null;
  activeParamsId: string | null;
  /** The last entry of the activation log then. */
  activationId: string | null;
  asOf: Date;
  /** SHA-256 of the report in its RFC 8785 form. */
  digest: string;
}

/** The log of a learner up to the moment of the preview. */
export interface SampledLog {
  id: string;
  entries: FoldedEntry[];
  /** Says that it is this learner to those who have their answers, and to them alone. */
  commitment: string;
}

export interface SampledLearner {
  id: string;
  stratum: number;
  entries: number;
  comparison: LearnerComparison;
  commitment: string;
}

/** Rows that a statement writes or reads in a part of the time that it has. */
const ROWS = 1000;
/** Fewer learners of a stratum would say nothing about its spread. */
const FEWEST = 2;

/** The learners of previews, and what was found out about each. */
@Injectable()
export class PreviewSample {
  constructor(private readonly scope: EngineScope) {}

  /**
   * Freezes a preview and draws its learners, as of one moment. May be repeated: the first moment counts.
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
      const [frozen] = await manager.query<Pick<StoredPreview, 'strata'>[]>(FREEZE, values);
      if (frozen) await this.draw(manager, id, frozen.strata.sizes, { algoKey, request });
      const [drawn] = await manager.query<{ count: number }[]>(COUNT_DRAWN, [id]);
      return drawn!.count;
    });
  }

  private async draw(
    manager: EntityManager,
    id: string,
    sizes: Record<string, number>,
    asked: Pick<StoredPreview, 'algoKey' | 'request'>,
  ): Promise<void> {
    const { sample } = asked.request;
    const all = Object.values(sizes).reduce((sum, of) => sum + of, 0);
    if (sample !== null && sample < all) {
      for (const [stratum, of] of Object.entries(sizes)) {
        const count = Math.max(FEWEST, Math.round((sample * of) / all));
        await manager.query(DRAW, [id, stratum, seedOf(asked), count]);
      }
      return;
    }
    for (let after: string | null | undefined = null; after !== undefined;) {
      const taken: { id: string }[] = await manager.query(TAKE, [id, after, ROWS]);
      after = taken.length < ROWS ? undefined : taken.map((row) => row.id).sort().at(-1); // prettier-ignore
    }
  }

  async read(id: string): Promise<StoredPreview | undefined> {
    const [row] = await this.ask<StoredPreview>(READ_PREVIEW, [id]);
    return row && { ...row, asOf: storedInstant(row.asOf) };
  }

  /** Those that have a report, the newest first. */
  async list(
    algoKey: string,
    { version, paramsId, before }: { version: string | null; paramsId: string | null; before: string | null },
    limit: number,
  ): Promise<MadePreview[]> {
    const rows = await this.ask<MadePreview>(LIST_PREVIEWS, [algoKey, version, paramsId, before, limit]);
    return rows.map((row) => ({ ...row, asOf: storedInstant(row.asOf) }));
  }

  /** The logs of the next learners, by their ids. */
  async nextLogs(preview: StoredPreview, after: string | null): Promise<SampledLog[]> {
    const next = await this.ask<SampledId>(NEXT_LEARNERS, [preview.id, after]);
    const logs = await sampledLogs((text, values) => this.ask(text, values), next);
    const seed = seedOf(preview);
    return [...logs].map(([learner, { entries, digests }]) => ({
      id: learner,
      entries,
      commitment: sha256([seed, learner, ...digests].join()),
    }));
  }

  async store(
    manager: EntityManager,
    id: string,
    found: readonly { learner: string; comparison: LearnerComparison; commitment: string }[],
  ): Promise<void> {
    await manager.query(STORE_COMPARISONS, [id, JSON.stringify(found)]);
  }

  async storeReport(manager: EntityManager, id: string, report: JsonObject, digest: string): Promise<void> {
    await manager.query(STORE_REPORT, [id, JSON.stringify(report), digest]);
  }

  /** What was found out about each learner, by their ids. */
  async *comparisons(id: string): AsyncGenerator<SampledLearner> {
    for (let after: string | null | undefined = null; after !== undefined;) {
      const rows: (Omit<SampledLearner, 'entries'> & { through: string })[] = await this.ask(READ_COMPARISONS, [
        ...[id, after],
        ROWS,
      ]);
      for (const { through, ...row } of rows) yield { ...row, entries: Number(through) };
      after = rows.length < ROWS ? undefined : rows.at(-1)!.id;
    }
  }

  /** By commitment. */
  async mostChanged(id: string): Promise<Map<string, string>> {
    const rows = await this.ask<{ id: string; commitment: string }>(READ_MOST_CHANGED, [id]);
    return new Map(rows.map((row) => [row.commitment, row.id]));
  }

  /** Removes learners from the sample, but those with these commitments. */
  async forget(id: string, but: readonly string[] = []): Promise<void> {
    for (let removed = ROWS; removed === ROWS;) {
      const answer = await this.ask<unknown>(REMOVE_LEARNERS, [id, but, ROWS]);
      removed = (answer as unknown as [unknown[], number])[1];
    }
  }

  /** Removes the learners of previews that came to no report. */
  async forgetAbandoned(): Promise<void> {
    for (const { id } of await this.ask<{ id: string }>(ABANDONED, [])) await this.forget(id);
  }

  private ask<Row>(text: string, values: unknown[]): Promise<Row[]> {
    return queryWithRetry(() => this.scope.dataSource.query<Row[]>(text, values));
  }
}

/** For the same request, the same learners are drawn. */
const seedOf = ({ algoKey, request }: Pick<StoredPreview, 'algoKey' | 'request'>): string =>
  canonicalJson({ algo_key: algoKey, ...request });
