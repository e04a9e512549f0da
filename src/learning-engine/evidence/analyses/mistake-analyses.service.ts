import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../../database/engine-scope.js';
import { storedInstant } from '../../database/entities/stored-instant.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
import { DEFAULT_PAGE } from '../../domain/page-limit.js';
import { isUuid } from '../../domain/uuid.js';
import { MistakeAnalysisNotFoundError } from '../../errors/evidence.errors.js';
import { checkPageLimit, InvalidArgumentError } from '../../errors/input.errors.js';
import { canonicalJson, sha256 } from '../../json/canonical-json.js';
import { isStorableText } from '../../json/json-text.js';
import { type JsonObject } from '../../json/json.js';
import { checkGroupIds } from '../../learners/learner-groups.js';
import { type AnalysedQuestion, type LeftOutQuestions } from './analysed-questions.js';
import { type NoAnalysis, REASONS } from './no-analysis.js';

/** Common mistakes in the answers of a bank or a group, as a job has found them. They never change, and name no learner. */
export interface MistakeAnalysis {
  /** That of the job. */
  id: string;
  bankId: string | null;
  groupId: string | null;
  /** Of `mistakes`, and with which parameters. */
  version: string;
  paramsId: string;
  /** The active ones when the job began; null where there was none. */
  calibrationId: string | null;
  skillMapId: string | null;
  /** Answers are as they were stored then. */
  asOf: Date;
  /** First answers from then on; null for all. */
  from: Date | null;
  /** First answers before then. */
  until: Date;
  /** `ANALYSED`, or why there is no analysis. */
  outcome: string;
  /** The same in words; null where there is one. */
  reason: string | null;
  /** Who answered the questions that were analysed, and how often. */
  learners: number;
  answers: number;
  /** SHA-256 of `{ report, result }` in its RFC 8785 form. */
  digest: string;
  createdAt: Date;
}

/** What was found. */
export interface MistakeFindings {
  /** With first answers that say an option. */
  learners_with_answers: number;
  /** Of these, how many were looked at: where there are too many answers, learners are drawn by chance. */
  learners_drawn: number;
  /** Items of learners whose first answer is not known. */
  not_first: number;
  /** Answers to other versions of items than the one with most answers. */
  other_versions: number;
  questions: AnalysedQuestion[];
  left_out: LeftOutQuestions;
}

/** An analysis with all that was found. */
export interface WholeMistakeAnalysis extends MistakeAnalysis {
  report: MistakeFindings;
  /** The output of the version; null where there is no analysis. */
  result: JsonObject | null;
}

export interface MistakeAnalysesFilter {
  bankId?: string;
  groupId?: string;
  /** Those of other groups are not shown; those of no group are. Default all. */
  visibleGroupIds?: readonly string[];
}

export interface MistakeAnalysisPage {
  /** The newest first. */
  analyses: MistakeAnalysis[];
  /** What to ask the next page `before`; null after the last one. */
  nextBefore: string | null;
}

const COLUMNS = `
  a.id, a.bank_id AS "bankId", a.group_id AS "groupId", v.version, a.params_id AS "paramsId", a.calibration_id AS "calibrationId",
  a.skill_map_id AS "skillMapId", a.as_of AS "asOf", a.answers_from AS "from", a.answers_until AS "until", a.outcome, a.reason, a.learners,
  a.answers, encode(a.digest, 'hex') AS digest, a.created_at AS "createdAt"`;
const FROM = 'FROM mistake_analyses a JOIN algo_versions v ON v.id = a.algo_version_id';

const READ = `SELECT ${COLUMNS}, a.report, a.result ${FROM} WHERE a.id = $1`;

/** $1 bank, $2 group, $3 groups that are shown; null for all, $4 before which one; null for the newest, $5 most rows */
const LIST = `
  SELECT ${COLUMNS} ${FROM}
  WHERE ($1::text IS NULL OR a.bank_id = $1) AND ($2::text IS NULL OR a.group_id = $2)
    AND ($3::text[] IS NULL OR a.group_id IS NULL OR a.group_id = ANY ($3)) AND ($4::uuid IS NULL OR a.id < $4)
  ORDER BY a.id DESC LIMIT $5`;

const ADD = `
  INSERT INTO mistake_analyses (id, bank_id, group_id, algo_version_id, params_id, calibration_id, skill_map_id, as_of, answers_from,
    answers_until, outcome, reason, learners, answers, report, result, digest)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, decode($17, 'hex'))`;

/** As the table takes it. */
const MOST_BYTES = 1_048_576;
const SIZES = 'SELECT pg_column_size(value::jsonb) AS bytes FROM unnest($1::text[]) AS value';

/** Common mistakes that jobs have found in stored answers. */
@Injectable()
export class MistakeAnalysesService {
  /** @internal Nest makes it. */
  constructor(private readonly scope: EngineScope) {}

  /** @throws MistakeAnalysisNotFoundError */
  async get(id: string): Promise<WholeMistakeAnalysis> {
    const [row] = isUuid(id) ? await this.ask<WholeMistakeAnalysis>(READ, [id]) : [];
    if (!row) throw new MistakeAnalysisNotFoundError(String(id));
    return dated(row);
  }

  /**
   * @param page.limit analyses in a page, 1 to 200, default 50
   * @param page.before `nextBefore` of the page before
   * @throws InvalidArgumentError naming the field
   */
  async list(
    { bankId, groupId, visibleGroupIds }: MistakeAnalysesFilter = {},
    { limit = DEFAULT_PAGE, before }: { limit?: number; before?: string } = {},
  ): Promise<MistakeAnalysisPage> {
    checkPageLimit(limit);
    if (before !== undefined && !isUuid(before)) {
      throw new InvalidArgumentError('before', 'must be the nextBefore of a page');
    }
    for (const [field, id] of Object.entries({ bankId, groupId })) {
      if (id !== undefined && !isStorableText(id)) {
        throw new InvalidArgumentError(field, 'must be a text without NUL and lone surrogates');
      }
    }
    if (visibleGroupIds) checkGroupIds(visibleGroupIds);
    const values = [bankId ?? null, groupId ?? null, visibleGroupIds ?? null, before ?? null, limit + 1];
    const rows = await this.ask<MistakeAnalysis>(LIST, values);
    const analyses = rows.slice(0, limit).map(dated);
    return { analyses, nextBefore: rows.length > limit ? analyses.at(-1)!.id : null };
  }

  /** @internal */
  async add(
    manager: EntityManager,
    { id, bankId, groupId, versionId, paramsId, calibrationId, skillMapId, asOf, from, until, ...found }: NewAnalysis,
  ): Promise<{ outcome: string; reason: string | null }> {
    const { learners, answers } = found;
    const isTooLarge = await areTooLarge(manager, [found.report, found.result]);
    const report = isTooLarge ? { ...found.report, questions: [] } : found.report;
    const none = found.outcome ?? (isTooLarge ? 'TOO_LARGE' : null);
    const [outcome, reason] = [none ?? 'ANALYSED', none && (found.rejection ?? REASONS[none])];
    const result = none ? null : found.result;
    await manager.query(ADD, [
      ...[id, bankId, groupId, versionId, paramsId, calibrationId, skillMapId, asOf, from, until],
      ...[outcome, reason, learners, answers, JSON.stringify(report), result && JSON.stringify(result)],
      sha256(canonicalJson({ report, result } as unknown as JsonObject)),
    ]);
    return { outcome, reason };
  }

  private ask<Row>(text: string, values: unknown[]): Promise<Row[]> {
    return queryWithRetry(() => this.scope.dataSource.query<Row[]>(text, values));
  }
}

type NewAnalysis = Pick<
  WholeMistakeAnalysis,
  | 'id'
  | 'bankId'
  | 'groupId'
  | 'paramsId'
  | 'calibrationId'
  | 'skillMapId'
  | 'asOf'
  | 'from'
  | 'until'
  | 'learners'
  | 'answers'
  | 'report'
  | 'result'
> & { versionId: string; outcome: NoAnalysis | null; rejection: string | null };

async function areTooLarge(manager: EntityManager, values: readonly unknown[]): Promise<boolean> {
  const texts = values.map((value) => JSON.stringify(value));
  return (await manager.query<{ bytes: number }[]>(SIZES, [texts])).some(({ bytes }) => bytes > MOST_BYTES);
}

const dated = <Row extends MistakeAnalysis>(row: Row): Row => ({
  ...row,
  ...{ asOf: storedInstant(row.asOf), from: row.from && storedInstant(row.from), until: storedInstant(row.until) },
  createdAt: storedInstant(row.createdAt),
});
