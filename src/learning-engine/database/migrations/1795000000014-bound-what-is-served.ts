import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { judgeNow } from './judge-now.js';

/**
 * JSON that can be written out: each number is one that the engine itself would take, no integer beyond those that a double
 * counts one by one and nothing that a double reads as 0; and at most as many levels as the engine takes, because what writes
 * it out goes a level deeper on the stack for each.
 */
const writable = (column: string) =>
  `NOT jsonb_path_exists(${column}, 'strict $.** ? (@.type() == "number" && (${[
    '@ > 9007199254740991',
    '@ < -9007199254740991',
    '@ != 0 && @ < 2.5e-324 && @ > -2.5e-324',
  ].join(' || ')}))') AND NOT jsonb_path_exists(${column}, 'strict $.**{501}')`;

const binary = (column: string) => `pg_column_size(${column}) <= 1048576`;

/**
 * JSON as it is served: a text of at most 8 MiB. PostgreSQL writes a number such as 5e-324 with all its digits, fifty times as
 * many as it has here, so that is what the engine's own limit of 128 KiB can become.
 */
const servable = (column: string) =>
  `${binary(column)} AND octet_length(${column}::text) <= 8388608 AND ${writable(column)}`;

const evidence = "jsonb_typeof(evidence) = 'object' AND octet_length(evidence::text) <= 65536";

/** From 1970 to 9999: what JSON and every reader of it can tell. Infinity is a number here, beyond the bounds. */
const datable = (...columns: string[]) =>
  columns.map((column) => `extract(epoch FROM ${column}) BETWEEN 0 AND 253402300799`).join(' AND ');

const short = (lengths: Record<string, number>) =>
  Object.entries(lengths)
    .map(([column, bytes]) => `octet_length(${column}) <= ${bytes}`)
    .join(' AND ');

/** What each table takes, and what it took before; tables in the order in which starts of runs lock them. */
export const BOUNDS: readonly { table: string; name: string; condition: string; before?: string }[] = [
  {
    table: 'algo_runs',
    name: 'ck_algo_runs_input_size',
    condition: servable('input_summary_json'),
    before: binary('input_summary_json'),
  },
  {
    table: 'algo_runs',
    name: 'ck_algo_runs_output_size',
    condition: servable('output_summary_json'),
    before: binary('output_summary_json'),
  },
  {
    table: 'algo_runs',
    name: 'ck_algo_runs_finite_times',
    condition: datable('started_at', 'completed_at', 'lease_expires_at'),
    before: 'isfinite(started_at) AND isfinite(completed_at) AND isfinite(lease_expires_at)',
  },
  {
    table: 'algo_runs',
    name: 'ck_algo_runs_texts',
    condition: short({ error_message: 1048576, error_code: 256, runtime: 1024 }),
  },
  { table: 'algo_versions', name: 'ck_algo_versions_finite_times', condition: datable('created_at', 'updated_at') },
  {
    table: 'algo_versions',
    name: 'ck_algo_versions_texts',
    condition: short({ algo_key: 256, version: 256, description: 65536 }),
  },
  {
    table: 'algo_params',
    name: 'ck_algo_params_size',
    condition: servable('params_json'),
    before: binary('params_json'),
  },
  { table: 'algo_params', name: 'ck_algo_params_finite_times', condition: datable('created_at', 'updated_at') },
  { table: 'algo_params', name: 'ck_algo_params_texts', condition: short({ checksum: 256 }) },
  { table: 'algo_activations', name: 'ck_algo_activations_finite_times', condition: datable('activated_at') },
  {
    table: 'algo_activations',
    name: 'ck_algo_activations_evidence',
    condition: `${evidence} AND ${writable('evidence')}`,
    before: evidence,
  },
  { table: 'algo_activations', name: 'ck_algo_activations_texts', condition: short({ reason: 4096 }) },
];

const KEEP = {
  params: 'The content of a parameter set never changes: create another set.',
  start: 'What a run was started with never changes; user_id and session_id can only become NULL.',
  outcome: 'A run ends once.',
};

/** @param json how JSON is compared: jsonb takes 1.0 for 1.000, its text does not */
const keepContent = (json: (column: string) => string): string[] => {
  const row = (name: string, columns: string) =>
    `(${columns.replace(/\w+/g, (column) => (column.endsWith('_json') ? json(`${name}.${column}`) : `${name}.${column}`))})`;
  const differs = (columns: string) => `${row('OLD', columns)} IS DISTINCT FROM ${row('NEW', columns)}`;
  return [
    `CREATE OR REPLACE TRIGGER algo_params_keep_content BEFORE UPDATE ON algo_params FOR EACH ROW WHEN (
       ${differs('id, algo_version_id, params_json, checksum')})
     EXECUTE FUNCTION algo_refuse('${KEEP.params}')`,
    `CREATE OR REPLACE TRIGGER algo_runs_keep_identity BEFORE UPDATE ON algo_runs FOR EACH ROW WHEN (
       ${differs('id, algo_version_id, params_id, trigger, started_at, input_summary_json, version_named, runtime')}
       OR (NEW.user_id IS NOT NULL AND NEW.user_id IS DISTINCT FROM OLD.user_id)
       OR (NEW.session_id IS NOT NULL AND NEW.session_id IS DISTINCT FROM OLD.session_id))
     EXECUTE FUNCTION algo_refuse('${KEEP.start}')`,
    `CREATE OR REPLACE TRIGGER algo_runs_keep_outcome BEFORE UPDATE ON algo_runs FOR EACH ROW WHEN (
       OLD.status <> 'RUNNING' AND
       ${differs('status, completed_at, output_summary_json, error_message, error_code, lease_expires_at')})
     EXECUTE FUNCTION algo_refuse('${KEEP.outcome}')`,
  ];
};

/**
 * Bounds on what is served in place of bounds on how it is stored: a compressed value can be sixty times as long when it is
 * read. And content is kept to the letter. NOT VALID holds for every row that is written from now on, and keeps no run
 * waiting while those that are there are read: the next migration looks at them.
 */
export class BoundWhatIsServed1795000000014 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await judgeNow(queryRunner);
    for (const { table, name, condition, before } of BOUNDS) {
      await queryRunner.query(
        `ALTER TABLE ${table} ${before ? `DROP CONSTRAINT ${name}, ` : ''}ADD CONSTRAINT ${name} CHECK (${condition}) NOT VALID`,
      );
    }
    for (const statement of keepContent((column) => `${column}::text`)) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await judgeNow(queryRunner);
    for (const { table, name, before } of BOUNDS) {
      const again = before ? `, ADD CONSTRAINT ${name} CHECK (${before}) NOT VALID` : '';
      await queryRunner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}${again}`);
    }
    for (const statement of keepContent((column) => column)) await queryRunner.query(statement);
    for (const { table, name, before } of BOUNDS) {
      if (before) await queryRunner.query(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}`);
    }
  }
}
