import { MigratingDataSource } from 'learning-engine/persistence';
import { type QueryRunner } from 'typeorm';
import { migrationOptions } from '../database/data-source-options.js';
import { grantTo } from '../database/grant-to.js';
import { grantsOf } from '../database/service-rights.js';
import { type DatabaseUrls, grantsTo, withControl } from './control-database.js';
import { TenantMigrationError } from './tenant.errors.js';
import { clearRetirement, findRetired, insertTenant, listTenants, markReady } from './tenant-table.js';
import { TenantSchemas } from './tenant-schemas.js';
import { type Tenant } from './tenant.js';

/** One tenant is done. */
export interface TenantProgress {
  tenant: string;
  done: number;
  total: number;
  /** Migrations that ran just now. */
  ran: readonly string[];
}

export interface MigrateTenantsOptions {
  /** Ends the waiting for others, and the work between two tenants. */
  stop?: AbortSignal;
  report?: (progress: TenantProgress) => void;
}

/**
 * Makes a tenant: its row, its schema, its tables. Cut short, the same call finishes it.
 *
 * @returns how many migrations ran
 * @throws TenantRejectedError for a name that has been used, TenantMigrationError
 */
export function createTenant(urls: DatabaseUrls, name: string): Promise<number> {
  return withControl(urls, async (control) => {
    const tenant = await insertTenant(control, name);
    return (await complete(urls, control, tenant)).length;
  });
}

/**
 * Runs pending migrations in the schemas of all tenants, one after the other: those that are retired have theirs when they are
 * restored. Killed in the middle, it goes on from there when it is called again.
 *
 * @returns in how many tenants migrations ran
 * @throws TenantMigrationError
 */
export function migrateTenants(urls: DatabaseUrls, { stop, report }: MigrateTenantsOptions = {}): Promise<number> {
  return withControl(
    urls,
    async (control) => {
      const tenants = (await listTenants(control)).filter(({ retiredAt }) => retiredAt === null);
      const schemas = await TenantSchemas.open(urls.ownerUrl);
      let migrated = 0;
      try {
        for (const [index, tenant] of tenants.entries()) {
          stop?.throwIfAborted();
          const isCurrent = tenant.readyAt !== null && (await pendingOf(schemas, tenant)).length === 0;
          const ran = isCurrent ? [] : await complete(urls, control, tenant, stop);
          if (ran.length > 0) migrated += 1;
          report?.({ tenant: tenant.name, done: index + 1, total: tenants.length, ran });
        }
      } finally {
        await schemas.close();
      }
      return migrated;
    },
    stop,
  );
}

/**
 * Serves a retired tenant again, with the tables of this code.
 *
 * @throws TenantRejectedError, TenantMigrationError
 */
export function restoreTenant(urls: DatabaseUrls, name: string): Promise<void> {
  return withControl(urls, async (control) => {
    await complete(urls, control, await findRetired(control, name));
    await clearRetirement(control, name);
  });
}

/**
 * Gives a role the rights of the service in the table of tenants and in the schemas of all that are not dropped.
 *
 * @returns in how many schemas
 * @throws ServiceRoleMissingError
 */
export function grantInTenants(urls: DatabaseUrls, role: string): Promise<number> {
  return withControl(urls, async (control) => {
    await grantsTo(role)(control);
    const tenants = (await listTenants(control)).filter(
      ({ readyAt, droppedAt }) => readyAt !== null && droppedAt === null,
    );
    for (const { schema } of tenants) await grantTo(role, urls.ownerUrl, schema);
    return tenants.length;
  });
}

const pendingOf = (schemas: TenantSchemas, tenant: Tenant): Promise<string[]> =>
  schemas.pendingOf(tenant).catch((error: unknown) => {
    throw new TenantMigrationError(tenant.name, error);
  });

/** @returns the migrations that ran */
async function complete(
  urls: DatabaseUrls,
  control: QueryRunner,
  { name, schema }: Tenant,
  stop?: AbortSignal,
): Promise<string[]> {
  const migrating = { stop, afterMigrations: grantsOf(urls) };
  const dataSource = new MigratingDataSource(migrationOptions(urls.ownerUrl, schema), migrating);
  try {
    await dataSource.initialize();
    const ran = await dataSource.runMigrations();
    await markReady(control, name);
    return ran.map((migration) => migration.name);
  } catch (error) {
    stop?.throwIfAborted();
    throw new TenantMigrationError(name, error);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}
