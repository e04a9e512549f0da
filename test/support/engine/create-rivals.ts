import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { type DataSource } from 'typeorm';
import { ALGO_KEYS } from 'learning-engine';
import { levelAlgorithm } from '../model-of-json/algorithms.js';
import { createVersion } from './factories.js';

/** Ids of a version and of a parameter set of it. */
export interface Pair {
  algoVersionId: string;
  paramsId: string;
}

/** Classes for the rivals `test_1` to `test_4` of each built-in key: for the `algorithms` of engines that activate them. */
export const rivalAlgorithms = ALGO_KEYS.flatMap((key) => [1, 2, 3, 4].map((n) => levelAlgorithm(key, `test_${n}`)));

/** A set that the version does not have yet: one of its sets with another number, or a level of a rival. */
function anotherSet(sets: Record<string, unknown>[]): object {
  const [like = { level: 1 }] = sets;
  const [name, value] = Object.entries(like).find((entry): entry is [string, number] => typeof entry[1] === 'number')!;
  const n = sets.length;
  return { ...like, [name]: Number.isInteger(value) ? value + n : value * (1 - n / 10_000) };
}

/** A valid parameter set, stored without the engine. */
export async function createSet(dataSource: DataSource, algoVersionId: string, isActive = false): Promise<string> {
  const sets = await dataSource.query<{ params_json: Record<string, unknown> }[]>(
    'SELECT params_json FROM algo_params WHERE algo_version_id = $1 ORDER BY created_at',
    [algoVersionId],
  );
  const content = anotherSet(sets.map(({ params_json }) => params_json));
  const checksum = createHash('sha256').update(canonicalize(content)!).digest('hex');
  const [row] = await dataSource.query<{ id: string }[]>(
    'INSERT INTO algo_params (algo_version_id, params_json, checksum, is_active) VALUES ($1, $2, $3, $4) RETURNING id',
    [algoVersionId, content, checksum, isActive],
  );
  return row!.id;
}

/** A version that can be made active at once, by an engine with `rivalAlgorithms`: EXPERIMENTAL, with an active set. */
export async function createRival(dataSource: DataSource, algoKey: string, version: string): Promise<Pair> {
  const { id } = await createVersion(dataSource, algoKey, version);
  return { algoVersionId: id, paramsId: await createSet(dataSource, id, true) };
}
