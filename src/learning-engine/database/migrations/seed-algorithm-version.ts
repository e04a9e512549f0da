import { type QueryRunner } from 'typeorm';
import { isAlgorithmName } from '../../domain/algo-key.js';
import { AlgoStatus } from '../../domain/algo-status.js';
import { InvalidArgumentError, InvalidJsonError } from '../../errors/input.errors.js';
import { VersionInUseError } from '../../errors/migration.errors.js';
import { sha256 } from '../../json/canonical-json.js';
import { copyJson } from '../../json/copy-json.js';
import { defaultEngineLimits, jsonLimits } from '../../options/engine-limits.js';

/** A version as a migration registers it. Write literals: a migration that was released never changes. */
export interface AlgorithmVersionSeed {
  /** The algorithm's name, such as `streak`. */
  key: string;
  /** The version's name, such as `v1`. */
  version: string;
  /** What people read about it. */
  description: string;
  /** All parameters of the version with their defaults. Without them, the version has no set until it is activated. */
  params?: object;
}

/** $1 key, $2 version, $3 status, $4 description, $5 params, $6 their checksum. */
const REGISTER = `
  WITH version AS (
    INSERT INTO algo_versions (algo_key, version, status, description) VALUES ($1, $2, $3, $4)
    ON CONFLICT ON CONSTRAINT uq_algo_versions_key_version DO NOTHING RETURNING id
  ), params AS (
    INSERT INTO algo_params (algo_version_id, params_json, checksum, is_active)
    SELECT id, $5::jsonb, $6, true FROM version WHERE $5::jsonb IS NOT NULL
  )
  SELECT id FROM version`;

const USED = `
  SELECT FROM algo_versions version WHERE algo_key = $1 AND version = $2 AND (
    EXISTS (SELECT FROM algo_runs run WHERE run.algo_version_id = version.id)
    OR EXISTS (SELECT FROM algo_activations entry WHERE entry.algo_version_id = version.id))`;

/**
 * Registers a version in the `up` of a migration: EXPERIMENTAL, with its default parameters, ready to be tried and activated.
 *
 * @throws InvalidArgumentError when the key or the version is none, or registered already
 * @throws InvalidJsonError with a pointer to a parameter that JSON cannot hold
 */
export const seedAlgorithmVersion = (queryRunner: QueryRunner, seed: AlgorithmVersionSeed): Promise<void> =>
  registerVersion(queryRunner, seed, AlgoStatus.EXPERIMENTAL);

/** As `seedAlgorithmVersion`; ACTIVE only where there is no activation log yet. */
export async function registerVersion(
  queryRunner: QueryRunner,
  { key, version, description, params }: AlgorithmVersionSeed,
  status: AlgoStatus,
): Promise<void> {
  for (const [argument, name] of Object.entries({ key, version })) {
    if (isAlgorithmName(name)) continue;
    const reason = 'must be 1 to 64 lower case letters, digits and underscores, a letter first';
    throw new InvalidArgumentError(argument, reason);
  }
  const values = [key, version, status, description, ...valuesOf(params)];
  const registered = (await queryRunner.query(REGISTER, values)) as unknown[];
  if (registered.length > 0) return;
  throw new InvalidArgumentError('version', `must be new: ${key} ${version} is registered already`);
}

/**
 * Removes a version with its parameter sets in the `down` of a migration. Removes nothing where the version is not registered.
 *
 * @throws VersionInUseError when it has run or was active
 */
export async function unseedAlgorithmVersion(
  queryRunner: QueryRunner,
  { key, version }: Pick<AlgorithmVersionSeed, 'key' | 'version'>,
): Promise<void> {
  const used = (await queryRunner.query(USED, [key, version])) as unknown[];
  if (used.length > 0) throw new VersionInUseError(key, version);
  await queryRunner.query('DELETE FROM algo_versions WHERE algo_key = $1 AND version = $2', [key, version]);
}

function valuesOf(params: object | undefined): [text: string | null, checksum: string | null] {
  if (params === undefined) return [null, null];
  const copy = copyJson(params, jsonLimits(defaultEngineLimits, defaultEngineLimits.paramsBytes));
  if ('problem' in copy) throw new InvalidJsonError('params', copy.problem.pointer, copy.problem.reason);
  return [copy.canonical, sha256(copy.canonical)];
}
