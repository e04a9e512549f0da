import { type DataSource, type QueryRunner } from 'typeorm';
import { SchemaBehindError, SchemaNewerThanCodeError } from '../../errors/migration.errors.js';

/** How the schema differs from what the code expects, as names of migrations, oldest first. Nothing: it is current. */
export interface SchemaState {
  /** In the code and not run. */
  pending: string[];
  /** Run and not in the code. */
  unknown: string[];
}

/** Compares the migrations that ran with those of the code. Only reads, so that a role may do it that creates nothing. */
export async function schemaState(dataSource: DataSource, queryRunner?: QueryRunner): Promise<SchemaState> {
  const executed = await executedMigrations(dataSource, queryRunner);
  const known = dataSource.migrations.map(({ name, constructor }) => name ?? constructor.name).sort(byTimestamp);
  return {
    pending: known.filter((name) => !executed.includes(name)),
    unknown: executed.filter((name) => !known.includes(name)),
  };
}

/** @throws {SchemaNewerThanCodeError} when migrations ran that the code does not know */
export function rejectNewerSchema({ unknown }: SchemaState): void {
  if (unknown.length > 0) throw new SchemaNewerThanCodeError(unknown);
}

/** @throws SchemaBehindError, SchemaNewerThanCodeError when the schema is not that of the code */
export async function rejectOtherSchema(dataSource: DataSource, queryRunner: QueryRunner): Promise<void> {
  const schema = await schemaState(dataSource, queryRunner);
  rejectNewerSchema(schema);
  if (schema.pending.length > 0) throw new SchemaBehindError(schema.pending);
}

async function executedMigrations(dataSource: DataSource, queryRunner?: QueryRunner): Promise<string[]> {
  const table = dataSource.driver.escape(dataSource.options.migrationsTableName ?? 'migrations');
  const [found] = await dataSource.query<{ exists: boolean }[]>(
    'SELECT to_regclass($1) IS NOT NULL AS exists',
    [table],
    queryRunner,
  );
  if (!found?.exists) return [];
  const rows = await dataSource.query<{ name: string }[]>(`SELECT name FROM ${table} ORDER BY id`, [], queryRunner);
  return rows.map(({ name }) => name);
}

/** The name of a migration ends in the milliseconds of its birth. */
const byTimestamp = (a: string, b: string): number => a.slice(-13).localeCompare(b.slice(-13));
