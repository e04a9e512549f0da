import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../../database/engine-scope.js';
import { storedInstant } from '../../database/entities/stored-instant.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
import { DEFAULT_PAGE } from '../../domain/page-limit.js';
import { isUuid } from '../../domain/uuid.js';
import { FitReportNotFoundError } from '../../errors/evidence.errors.js';
import { checkPageLimit, InvalidArgumentError } from '../../errors/input.errors.js';
import { canonicalJson, sha256 } from '../../json/canonical-json.js';
import { isStorableText } from '../../json/json-text.js';
import { type JsonObject } from '../../json/json.js';

/** What a job that fits has found. It never changes. */
export interface FitReport {
  /** That of the job. */
  id: string;
  kind: string;
  algoKey: string;
  version: string;
  /** The active set of the version, which the candidate was held against. */
  baseParamsId: string;
  /** `CANDIDATE`, `REJECTED`, or why nothing was judged. */
  outcome: string;
  /** How often a candidate was judged against this active set, with this one; null where none was. */
  look: number | null;
  /** The candidate, which is not active; null where there is none. */
  paramsId: string | null;
  report: JsonObject;
  /** SHA-256 of the report in its RFC 8785 form. */
  digest: string;
  createdAt: Date;
}

export interface FitReportPage {
  /** The newest first. */
  reports: FitReport[];
  /** What to ask the next page `before`; null after the last one. */
  nextBefore: string | null;
}

const COLUMNS = `
  r.id, r.kind, r.algo_key AS "algoKey", v.version, r.base_params_id AS "baseParamsId", r.outcome, r.look, r.params_id AS "paramsId",
  r.report, encode(r.digest, 'hex') AS digest, r.created_at AS "createdAt"`;
const FROM = 'FROM fit_reports r JOIN algo_versions v ON v.id = r.algo_version_id';

const READ = `SELECT ${COLUMNS} ${FROM} WHERE r.id = $1`;

/** $1 key; null for all, $2 before which one; null for the newest, $3 most rows */
const LIST = `
  SELECT ${COLUMNS} ${FROM} WHERE ($1::text IS NULL OR r.algo_key = $1) AND ($2::uuid IS NULL OR r.id < $2) ORDER BY r.id DESC LIMIT $3`;

const ADD = `
  INSERT INTO fit_reports (id, kind, algo_key, algo_version_id, base_params_id, outcome, look, params_id, report, digest)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, decode($10, 'hex'))`;

const LOCK = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))';
const LOOKS = 'SELECT count(look)::int AS count FROM fit_reports WHERE base_params_id = $1';

/** Reports of jobs that fit parameters to answers. */
@Injectable()
export class FitReportsService {
  /** @internal Nest makes it. */
  constructor(private readonly scope: EngineScope) {}

  /** @throws FitReportNotFoundError */
  async get(id: string): Promise<FitReport> {
    const [row] = isUuid(id) ? await this.ask<FitReport>(READ, [id]) : [];
    if (!row) throw new FitReportNotFoundError(String(id));
    return dated(row);
  }

  /**
   * @param page.limit reports in a page, 1 to 200, default 50
   * @param page.before `nextBefore` of the page before
   * @throws InvalidArgumentError naming the field
   */
  async list(
    { algoKey }: { algoKey?: string } = {},
    { limit = DEFAULT_PAGE, before }: { limit?: number; before?: string } = {},
  ): Promise<FitReportPage> {
    checkPageLimit(limit);
    if (before !== undefined && !isUuid(before)) {
      throw new InvalidArgumentError('before', 'must be the nextBefore of a page');
    }
    if (algoKey !== undefined && !isStorableText(algoKey)) return { reports: [], nextBefore: null };
    const rows = await this.ask<FitReport>(LIST, [algoKey ?? null, before ?? null, limit + 1]);
    const reports = rows.slice(0, limit).map(dated);
    return { reports, nextBefore: rows.length > limit ? reports.at(-1)!.id : null };
  }

  /** @internal The number of the next look at an active set. Looks of one set wait for each other until the commit. */
  async nextLook(manager: EntityManager, baseParamsId: string): Promise<number> {
    await manager.query(LOCK, [`${this.scope.lockPrefix}fits:${baseParamsId}`]);
    const [row] = await manager.query<{ count: number }[]>(LOOKS, [baseParamsId]);
    return row!.count + 1;
  }

  /** @internal */
  async add(
    manager: EntityManager,
    { id, kind, algoKey, versionId, baseParamsId, outcome, look, paramsId, report }: NewFitReport,
  ): Promise<void> {
    const values = [id, kind, algoKey, versionId, baseParamsId, outcome, look, paramsId, JSON.stringify(report)];
    await manager.query(ADD, [...values, sha256(canonicalJson(report))]);
  }

  private ask<Row>(text: string, values: unknown[]): Promise<Row[]> {
    return queryWithRetry(() => this.scope.dataSource.query<Row[]>(text, values));
  }
}

type NewFitReport = Pick<
  FitReport,
  'id' | 'kind' | 'algoKey' | 'baseParamsId' | 'outcome' | 'look' | 'paramsId' | 'report'
> & { versionId: string };

const dated = (row: FitReport): FitReport => ({ ...row, createdAt: storedInstant(row.createdAt) });
