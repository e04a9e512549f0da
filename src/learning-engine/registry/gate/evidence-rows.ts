import { type EntityManager } from 'typeorm';
import { type EvidenceKind } from '../../errors/gate.errors.js';
import { canonicalJson, sha256 } from '../../json/canonical-json.js';
import { type JsonObject } from '../../json/json.js';

/** A calibration and a skill map, by ids. */
export interface SetIds {
  calibration_id: string | null;
  skill_map_id: string | null;
}

/** A preview or an evaluation with a report, as the database has it. */
export interface EvidenceRow {
  paramsId: string;
  activeParamsId: string | null;
  isOld: boolean;
  /** Those of all sides of it. */
  sets: SetIds[];
  report: JsonObject;
}

const TABLES: Record<EvidenceKind, string> = { preview: 'previews', evaluation: 'evaluations' };

/** What the request of a preview says for both of its sides, where there was a set on one of them, and that of an evaluation once. */
type RequestedSets = SetIds | { active: SetIds; candidate: SetIds } | null;

const NO_SETS: SetIds = { calibration_id: null, skill_map_id: null };

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
  if (!(await isThere(manager, table))) return undefined;
  const [row] = await manager.query<(Omit<EvidenceRow, 'sets'> & { sets: RequestedSets })[]>(
    `SELECT params_id AS "paramsId", active_params_id AS "activeParamsId", as_of < statement_timestamp() - interval '${FRESH_DAYS} days' AS "isOld",
       request -> 'sets' AS sets, report
     FROM ${table} WHERE algo_key = $1 AND digest = decode($2, 'hex') ORDER BY as_of DESC LIMIT 1`,
    [algoKey, digest],
  );
  return row && { ...row, sets: setsOf(row.sets) };
}

const setsOf = (sets: RequestedSets): SetIds[] =>
  sets === null ? [NO_SETS] : 'active' in sets ? [sets.active, sets.candidate] : [sets];

const LAST_ADOPTED = (kind: string) =>
  `(SELECT ${kind}_id FROM set_adoptions WHERE kind = '${kind}' ORDER BY id DESC LIMIT 1) AS ${kind}_id`;

/** What is active; nothing also where the host keeps no sets. */
export async function activeSets(manager: EntityManager): Promise<SetIds> {
  if (!(await isThere(manager, 'set_adoptions'))) return NO_SETS;
  const rows = await manager.query<SetIds[]>(`SELECT ${LAST_ADOPTED('calibration')}, ${LAST_ADOPTED('skill_map')}`);
  return rows[0]!;
}

async function isThere(manager: EntityManager, table: string): Promise<boolean> {
  const [there] = await manager.query<{ is: boolean }[]>('SELECT to_regclass($1) IS NOT NULL AS is', [table]);
  return there!.is;
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
