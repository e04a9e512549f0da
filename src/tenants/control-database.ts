import { escapeIdentifier } from 'pg';
import { placeOf } from 'learning-engine/cli';
import {
  DatabaseUnreachableError,
  engineOptions,
  MigratingDataSource,
  migratingOptions,
} from 'learning-engine/persistence';
import { DataSource, type DataSourceOptions, type QueryRunner } from 'typeorm';
import { migrationOptions } from '../database/data-source-options.js';
import { serviceRoleOf } from '../database/service-rights.js';
import { controlMigrations } from './migrations/control-migrations.js';
import { NoTenantsError, TenantRejectedError } from './tenant.errors.js';
import { findTenantRow } from './tenant-table.js';
import { type Tenant } from './tenant.js';

/** The schema of the table of tenants. */
const CONTROL_SCHEMA = 'learning_tenants';

const control = { entities: [], migrations: controlMigrations };

/** Where the service and the owner of the tables connect. */
export interface DatabaseUrls {
  url: string;
  ownerUrl: string;
}

/** One connection, with which the service reads who its tenants are. */
const controlOptions = (url: string): DataSourceOptions =>
  ({
    ...engineOptions(url, { schema: CONTROL_SCHEMA }),
    ...control,
    applicationName: 'learning-engine tenants',
    poolSize: 1,
  }) as DataSourceOptions;

/**
 * Connects to read the table of tenants.
 *
 * @throws NoTenantsError, DatabaseUnreachableError
 */
export async function openControl(url: string): Promise<DataSource> {
  const dataSource = new DataSource(controlOptions(url));
  try {
    await dataSource.initialize();
    const [found] = await dataSource.query<{ exists: boolean }[]>(
      "SELECT to_regclass('tenants') IS NOT NULL AS exists",
    );
    if (found!.exists) return dataSource;
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw new DatabaseUnreachableError(placeOf(url), error);
  }
  await dataSource.destroy();
  throw new NoTenantsError();
}

/**
 * The tenant of this name.
 *
 * @throws TenantRejectedError for none that is complete and not retired
 * @throws NoTenantsError, DatabaseUnreachableError
 */
export async function findTenant(url: string, name: string): Promise<Tenant> {
  const dataSource = await openControl(url);
  try {
    const row = await findTenantRow(dataSource, name);
    if (!row) throw new TenantRejectedError(`There is no tenant ${name}.`);
    if (row.retiredAt) throw new TenantRejectedError(`The tenant ${name} is retired.`);
    if (!row.readyAt)
      throw new TenantRejectedError(`The tenant ${name} is not complete. Repeat: tenants create ${name}`);
    return { name, schema: row.schema };
  } finally {
    await dataSource.destroy();
  }
}

/**
 * Works on the table of tenants as its owner, one process at a time. The table is made where it is missing.
 *
 * @throws PooledMigrationsError, MigrationLockTimeoutError, MigrationLockLostError
 */
export async function withControl<T>(
  urls: DatabaseUrls,
  work: (queryRunner: QueryRunner) => Promise<T>,
  stop?: AbortSignal,
): Promise<T> {
  await underLockOf(new MigratingDataSource(migrationOptions(urls.ownerUrl), { stop }), async (queryRunner) => {
    const schemas = (await queryRunner.query('SELECT FROM pg_namespace WHERE nspname = $1', [CONTROL_SCHEMA])) as [];
    if (schemas.length === 0) await queryRunner.query(`CREATE SCHEMA ${CONTROL_SCHEMA}`);
  });
  const options = { ...migratingOptions(urls.ownerUrl, { schema: CONTROL_SCHEMA }), ...control } as DataSourceOptions;
  const migrating = new MigratingDataSource(options, { stop, afterMigrations: grantsTo(serviceRoleOf(urls)) });
  await migrating.initialize();
  try {
    await migrating.runMigrations();
    return await migrating.underLock(work);
  } finally {
    await migrating.destroy();
  }
}

async function underLockOf(dataSource: MigratingDataSource, work: (queryRunner: QueryRunner) => Promise<void>) {
  await dataSource.initialize();
  await dataSource.underLock(work).finally(() => dataSource.destroy());
}

/** The service reads its tenants, and changes none. */
export const grantsTo = (role: string | undefined) => async (queryRunner: QueryRunner) => {
  if (role === undefined) return;
  const grantee = escapeIdentifier(role);
  await queryRunner.query(`GRANT USAGE ON SCHEMA ${CONTROL_SCHEMA} TO ${grantee}`);
  await queryRunner.query(`REVOKE ALL ON tenants FROM PUBLIC, ${grantee}`);
  await queryRunner.query(`GRANT SELECT ON tenants TO ${grantee}`);
};
