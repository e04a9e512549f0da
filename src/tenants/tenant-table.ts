import { escapeIdentifier } from 'pg';
import { type DataSource, type QueryRunner } from 'typeorm';
import { queueSchemaOf } from 'learning-engine/jobs';
import { TenantRejectedError } from './tenant.errors.js';
import { schemaOfTenant, type Tenant } from './tenant.js';

/** A row of the table of tenants. */
export interface TenantRow extends Tenant {
  createdAt: Date;
  /** When its tables were first complete; null: making it was cut short. */
  readyAt: Date | null;
  retiredAt: Date | null;
  retiredReason: string | null;
  droppedAt: Date | null;
}

const COLUMNS = `name, schema_name AS schema, created_at AS "createdAt", ready_at AS "readyAt", retired_at AS "retiredAt",
  retired_reason AS "retiredReason", dropped_at AS "droppedAt"`;

const DUPLICATE_SCHEMA = '42P06';

/** What a row is asked of: connections of the control schema. */
type Asked = Pick<DataSource | QueryRunner, 'query'>;

const rows = async (asked: Asked, text: string, values: unknown[] = []): Promise<TenantRow[]> =>
  (await asked.query(text, values)) as TenantRow[];

export const listTenants = (asked: Asked): Promise<TenantRow[]> =>
  rows(asked, `SELECT ${COLUMNS} FROM tenants ORDER BY name`);

/** Those that are served: complete, and not retired. */
export const listServed = (asked: Asked): Promise<Tenant[]> =>
  rows(
    asked,
    'SELECT name, schema_name AS schema FROM tenants WHERE ready_at IS NOT NULL AND retired_at IS NULL ORDER BY name',
  );

export async function findTenantRow(asked: Asked, name: string): Promise<TenantRow | undefined> {
  return (await rows(asked, `SELECT ${COLUMNS} FROM tenants WHERE name = $1`, [name]))[0];
}

/**
 * The row of a tenant and its empty schema, both or none. One whose making was cut short is given again.
 *
 * @throws TenantRejectedError
 */
export async function insertTenant(queryRunner: QueryRunner, name: string): Promise<TenantRow> {
  const known = await findTenantRow(queryRunner, name);
  if (known?.retiredAt) throw new TenantRejectedError(`There was a tenant ${name}: its name is not used again.`);
  if (known?.readyAt) throw new TenantRejectedError(`There is a tenant ${name} already.`);
  if (known) return known;
  const schema = schemaOfTenant(name);
  await queryRunner.startTransaction();
  try {
    await queryRunner.query('INSERT INTO tenants (name, schema_name) VALUES ($1, $2)', [name, schema]);
    await queryRunner.query(`CREATE SCHEMA ${escapeIdentifier(schema)}`);
    await queryRunner.commitTransaction();
  } catch (error) {
    await queryRunner.rollbackTransaction().catch(() => undefined);
    if ((error as { code?: string }).code !== DUPLICATE_SCHEMA) throw error;
    throw new TenantRejectedError(`The database has a schema ${schema} that is of no tenant. Rename it first.`);
  }
  return (await findTenantRow(queryRunner, name))!;
}

export async function markReady(queryRunner: QueryRunner, name: string): Promise<void> {
  await queryRunner.query('UPDATE tenants SET ready_at = clock_timestamp() WHERE name = $1 AND ready_at IS NULL', [
    name,
  ]);
}

/** @throws TenantRejectedError */
export async function retireTenant(
  queryRunner: QueryRunner,
  name: string,
  { reason, actorUserId }: { reason: string; actorUserId: string | null },
): Promise<void> {
  const row = await known(queryRunner, name);
  if (row.retiredAt) throw new TenantRejectedError(`The tenant ${name} is retired already.`);
  await queryRunner.query(
    'UPDATE tenants SET retired_at = clock_timestamp(), retired_reason = $2, retired_by_user_id = $3 WHERE name = $1',
    [name, reason, actorUserId],
  );
}

/** @throws TenantRejectedError */
export async function findRetired(queryRunner: QueryRunner, name: string): Promise<TenantRow> {
  const row = await known(queryRunner, name);
  if (!row.retiredAt) throw new TenantRejectedError(`The tenant ${name} is not retired.`);
  return row;
}

/** From now on it is served again. */
export async function clearRetirement(queryRunner: QueryRunner, name: string): Promise<void> {
  await queryRunner.query(
    'UPDATE tenants SET retired_at = NULL, retired_reason = NULL, retired_by_user_id = NULL WHERE name = $1',
    [name],
  );
}

/**
 * Ends all data of a retired tenant. Its row stays.
 *
 * @throws TenantRejectedError
 */
export async function dropTenant(queryRunner: QueryRunner, name: string): Promise<void> {
  const row = await findRetired(queryRunner, name);
  await queryRunner.startTransaction();
  try {
    await queryRunner.query("SET LOCAL lock_timeout = '10s'");
    for (const schema of [queueSchemaOf(row.schema), row.schema]) {
      await queryRunner.query(`DROP SCHEMA IF EXISTS ${escapeIdentifier(schema)} CASCADE`);
    }
    await queryRunner.query('UPDATE tenants SET dropped_at = clock_timestamp() WHERE name = $1', [name]);
    await queryRunner.commitTransaction();
  } catch (error) {
    await queryRunner.rollbackTransaction().catch(() => undefined);
    throw error;
  }
}

/** @throws TenantRejectedError */
async function known(queryRunner: QueryRunner, name: string): Promise<TenantRow> {
  const row = await findTenantRow(queryRunner, name);
  if (!row) throw new TenantRejectedError(`There is no tenant ${name}.`);
  if (row.droppedAt) throw new TenantRejectedError(`The tenant ${name} is dropped.`);
  return row;
}
