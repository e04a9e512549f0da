import { type QueryRunner } from 'typeorm';
import { VersionInUseError } from '../../errors/migration.errors.js';
import { canonicalJson, sha256 } from '../../json/canonical-json.js';
import { type JsonObject } from '../../json/json.js';

/** A complete set that a version is activated with from now on, in place of one that a migration seeded. */
export interface ParamsSeed {
  key: string;
  version: string;
  params: JsonObject;
  instead: JsonObject;
}

/** $1 key, $2 version, $3 checksum of the set, $4 the set. A host may have made the same one. */
const INSERT = `
  INSERT INTO algo_params (algo_version_id, params_json, checksum)
  SELECT id, $4::jsonb, $3 FROM algo_versions WHERE algo_key = $1 AND version = $2
  ON CONFLICT ON CONSTRAINT uq_algo_params_version_checksum DO NOTHING`;

/** $1 key, $2 version, $3 checksum. What is active stays: only an entry of the activation log changes it. */
const PASS_OVER = `
  UPDATE algo_params params SET is_active = false FROM algo_versions version
  WHERE version.id = params.algo_version_id AND algo_key = $1 AND version = $2 AND status <> 'ACTIVE'
    AND params.checksum = $3 AND params.is_active
  RETURNING params.algo_version_id AS id`;

const TAKE_PLACE = 'UPDATE algo_params SET is_active = true WHERE algo_version_id = $1 AND checksum = $2';

const USED = `
  SELECT FROM algo_params params JOIN algo_versions version ON version.id = params.algo_version_id
  WHERE algo_key = $1 AND version = $2 AND params.checksum = $3 AND (
    EXISTS (SELECT FROM algo_runs run WHERE run.params_id = params.id)
    OR EXISTS (SELECT FROM algo_activations entry WHERE entry.params_id = params.id))`;

const DELETE = `
  DELETE FROM algo_params params USING algo_versions version
  WHERE version.id = params.algo_version_id AND algo_key = $1 AND version = $2 AND params.checksum = $3`;

/**
 * Adds a set to a version, and makes it the one that the version is activated with. Where the version is active, or a host chose
 * another set for it, that stays.
 */
export async function seedParams(queryRunner: QueryRunner, seed: ParamsSeed): Promise<void> {
  const { key, version, params, instead } = seed;
  await queryRunner.query(INSERT, [key, version, checksum(params), canonicalJson(params)]);
  await replace(queryRunner, seed, instead, params);
}

/** @throws VersionInUseError when a run was made with the set, or it was active */
export async function unseedParams(queryRunner: QueryRunner, seed: ParamsSeed): Promise<void> {
  const { key, version, params, instead } = seed;
  const used = (await queryRunner.query(USED, [key, version, checksum(params)])) as unknown[];
  if (used.length > 0) throw new VersionInUseError(key, version);
  await replace(queryRunner, seed, params, instead);
  await queryRunner.query(DELETE, [key, version, checksum(params)]);
}

async function replace(
  queryRunner: QueryRunner,
  { key, version }: ParamsSeed,
  before: JsonObject,
  after: JsonObject,
): Promise<void> {
  const [passed] = (await queryRunner.query(PASS_OVER, [key, version, checksum(before)])) as [{ id: string }[], number];
  for (const { id } of passed) await queryRunner.query(TAKE_PLACE, [id, checksum(after)]);
}

const checksum = (params: JsonObject): string => sha256(canonicalJson(params));
