import { randomUUID } from 'node:crypto';
import { type DataSource } from 'typeorm';
import { createVersion } from './factories.js';

/** Ids of a version and of a parameter set of it. */
export interface Pair {
  algoVersionId: string;
  paramsId: string;
}

/** A parameter set as it may stand in the table, for versions with and without a class in code. */
export async function createSet(dataSource: DataSource, algoVersionId: string, isActive = false): Promise<string> {
  const [row] = await dataSource.query<{ id: string }[]>(
    'INSERT INTO algo_params (algo_version_id, params_json, checksum, is_active) VALUES ($1, $2, $3, $4) RETURNING id',
    [algoVersionId, {}, randomUUID(), isActive],
  );
  return row!.id;
}

/** A version that can be made live at once: EXPERIMENTAL, with an active parameter set. */
export async function createRival(dataSource: DataSource, algoKey: string, version: string): Promise<Pair> {
  const { id } = await createVersion(dataSource, algoKey, version);
  return { algoVersionId: id, paramsId: await createSet(dataSource, id, true) };
}
