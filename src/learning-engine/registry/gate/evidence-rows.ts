import { type EntityManager } from 'typeorm';
import { type EvidenceKind } from '../../errors/gate.errors.js';
import { canonicalJson, sha256 } from '../../json/canonical-json.js';
import { type JsonObject } from '../../json/json.js';

/** A preview or an evaluation with a report, as the database has it. */
export interface EvidenceRow {
  paramsId: string;
  activeParamsId: string | null;
  isOld: boolean;
  report: JsonObject;
}

const TABLES: Record<EvidenceKind, string> = { preview: 'previews', evaluation: 'evaluations' };

/** For how long a report says how things are. */
export const FRESH_DAYS = 7;

/**
 * The last one with this digest. Undefined also where the host keeps none: the tables belong to another part of the engine, and are
 * read by their names.
 */
export async function evidenceRow(
  manager: EntityManager,
  kind: EvidenceKind,
  algoKey: string,
  digest: string,
): Promise<EvidenceRow | undefined> {
  const table = TABLES[kind];
  const [there] = await manager.query<{ is: boolean }[]>('SELECT to_regclass($1) IS NOT NULL AS is', [table]);
  if (!there!.is) return undefined;
  const [row] = await manager.query<EvidenceRow[]>(
    `SELECT params_id AS "paramsId", active_params_id AS "activeParamsId", as_of < statement_timestamp() - interval '${FRESH_DAYS} days' AS "isOld", report
     FROM ${table} WHERE algo_key = $1 AND digest = decode($2, 'hex') ORDER BY as_of DESC LIMIT 1`,
    [algoKey, digest],
  );
  return row;
}

/** Whether a report is the one that its digest was made of. */
export const isIntact = (report: JsonObject, digest: string): boolean => sha256(canonicalJson(report)) === digest;

/** The activation that has named the digest. */
export async function namedBy(
  manager: EntityManager,
  kind: EvidenceKind,
  algoKey: string,
  digest: string,
): Promise<string | undefined> {
  const [entry] = await manager.query<{ id: string }[]>(
    'SELECT id::text FROM algo_activations WHERE algo_key = $1 AND evidence ->> $2 = $3 LIMIT 1',
    [algoKey, `${kind}_digest`, digest],
  );
  return entry?.id;
}
