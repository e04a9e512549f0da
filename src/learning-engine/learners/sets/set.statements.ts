import { milliseconds } from '../learner-heads.js';
import { activeSet, type SetKind, type SetPart } from './set-kind.js';

// Rows are answered as JSON: a host may have pg read numbers and times as anything.

/** An entry of set_adoptions. */
export interface AdoptionJson {
  id: string;
  setId: string | null;
  actorUserId: string | null;
  reason: string;
  /** In milliseconds since 1970. */
  adoptedAt: number;
}

const entryOf = ({ column }: SetKind) =>
  `json_build_object('id', a.id::text, 'setId', a.${column}, 'actorUserId', a.actor_user_id, 'reason', a.reason,
    'adoptedAt', ${milliseconds('a.adopted_at')}) AS entry`;

/** $1 most entries: the newest first. */
export const readAdoptions = (kind: SetKind): string =>
  `SELECT ${entryOf(kind)} FROM set_adoptions a WHERE a.kind = '${kind.kind}' ORDER BY a.id DESC LIMIT $1`;

/** $1 set or null, $2 actor, $3 reason */
export const addAdoption = (kind: SetKind): string => `
  INSERT INTO set_adoptions AS a (kind, ${kind.column}, actor_user_id, reason) VALUES ('${kind.kind}', $1, $2, $3)
  RETURNING ${entryOf(kind)}`;

const named = (columns: Readonly<Record<string, string>>) => Object.keys(columns).join(', ');
const typed = (columns: Readonly<Record<string, string>>) =>
  Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');

/** $1 id, $2 digest, $3 how many items, $4 the columns of this kind as JSON. A row where there was none of this content. */
export const addSet = ({ table, own }: SetKind): string => `
  INSERT INTO ${table} (id, digest, items, ${named(own)})
  SELECT $1, decode($2, 'hex'), $3, ${named(own)} FROM jsonb_to_record($4::jsonb) AS given (${typed(own)})
  ON CONFLICT ON CONSTRAINT uq_${table}_content DO NOTHING RETURNING id`;

/** $1 set, $2 rows as JSON */
export const addRows = ({ column }: SetKind, { table, columns }: SetPart): string => `
  INSERT INTO ${table} (${column}, ${named(columns)})
  SELECT $1, ${named(columns)} FROM jsonb_to_recordset($2::jsonb) AS given (${typed(columns)})`;

/** What every set has, and the columns of its kind. */
export interface SetJson<Own> {
  id: string;
  digest: string;
  items: number;
  /** In milliseconds since 1970. */
  createdAt: number;
  isActive: boolean;
  own: Own;
}

const setOf = (kind: SetKind) =>
  `json_build_object('id', s.id, 'digest', encode(s.digest, 'hex'), 'items', s.items,
    'createdAt', ${milliseconds('s.created_at')}, 'isActive', s.id IS NOT DISTINCT FROM ${activeSet(kind)},
    'own', to_jsonb(s)) AS set`;

/** $1 id or null, $2 digest or null */
export const readSet = (kind: SetKind): string =>
  `SELECT ${setOf(kind)} FROM ${kind.table} s WHERE s.id = $1 OR s.digest = decode($2, 'hex')`;

/** $1 the last one before or null, $2 most rows: the newest first. */
export const listSets = (kind: SetKind): string =>
  `SELECT ${setOf(kind)} FROM ${kind.table} s WHERE $1::uuid IS NULL OR s.id < $1 ORDER BY s.id DESC LIMIT $2`;

/** $1 set, $2 most rows, then of the last row before the columns that name it. In the order of these columns. */
export const readRows = ({ column }: SetKind, { table, columns, place }: SetPart): string => `
  SELECT to_json(part) AS row FROM (
    SELECT ${named(columns)} FROM ${table}
    WHERE ${column} = $1 AND (${place.join(', ')}) > (${place.map((_, index) => `$${index + 3}`).join(', ')})
    ORDER BY ${place.join(', ')} LIMIT $2
  ) AS part`;
