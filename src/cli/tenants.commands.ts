import 'reflect-metadata';
import { isUuid } from 'learning-engine';
import { CommandRejectedError, type RunCommand, UsageError } from 'learning-engine/cli';
import { MigratingDataSource } from 'learning-engine/persistence';
import { stopSignal } from '../bootstrap/stop-signal.js';
import { loadEnv } from '../config/load-env.js';
import { migrationOptions } from '../database/data-source-options.js';
import { type DatabaseServer, openDatabaseServer } from '../database/database-server.js';
import { grantsOf } from '../database/service-rights.js';
import { withControl } from '../tenants/control-database.js';
import { createTenant, migrateTenants, restoreTenant } from '../tenants/migrate-tenants.js';
import { isTenantName, TENANT_NAME_RULE } from '../tenants/tenant.js';
import { dropTenant, listTenants, retireTenant, type TenantRow } from '../tenants/tenant-table.js';
import { TenantSchemas } from '../tenants/tenant-schemas.js';

export const list: RunCommand = () =>
  onServer(async (server) => {
    const schemas = await TenantSchemas.open(server.ownerUrl);
    try {
      const tenants = [];
      for (const row of await withControl(server, listTenants)) tenants.push(await described(row, schemas));
      const width = Math.max(4, ...tenants.map(({ name }) => name.length));
      const lines = tenants.map(({ name, state, pending }) => line(width, name, state, pending));
      return { text: tenants.length > 0 ? lines.join('') : 'No tenants.\n', data: { tenants } };
    } finally {
      await schemas.close();
    }
  });

export const create: RunCommand = ({ args }) =>
  onServer(async (server) => {
    const name = nameOf(args.name);
    const ran = await createTenant(server, name);
    return { text: `The tenant ${name} is made. Migrations run: ${ran}.\n`, data: { name, ran } };
  });

/** The tables of the service itself first: it starts only when those are current. */
export const migrate: RunCommand = () =>
  onServer(async (server) => {
    const stop = stopSignal();
    const own = new MigratingDataSource(migrationOptions(server.ownerUrl), { stop, afterMigrations: grantsOf(server) });
    await own.initialize();
    await own.runMigrations().finally(() => own.destroy());
    let total = 0;
    const migrated = await migrateTenants(server, {
      stop,
      report: ({ tenant, done, total: all, ran }) => {
        total = all;
        process.stderr.write(
          `${done} of ${all}  ${tenant}  ${ran.length > 0 ? `${ran.length} migrations` : 'current'}\n`,
        );
      },
    }).catch((error: unknown) => {
      throw stop.aborted ? new CommandRejectedError('Stopped. Repeat the command to go on from there.') : error;
    });
    return { text: `Tenants: ${total}. Migrated just now: ${migrated}.\n`, data: { tenants: total, migrated } };
  });

export const retire: RunCommand = ({ args, options }) =>
  onServer(async (server) => {
    const name = nameOf(args.name);
    const actorUserId = (options.as as string | undefined) ?? null;
    if (actorUserId !== null && !isUuid(actorUserId)) throw new UsageError('--as must be a UUID');
    const reason = (options.reason as string).trim();
    if (reason === '') throw new UsageError('--reason must not be empty');
    await withControl(server, (control) => retireTenant(control, name, { reason, actorUserId }));
    return {
      text: `The tenant ${name} is retired: within a few seconds no service answers for it. Its data stays.\n`,
      data: { name },
    };
  });

export const restore: RunCommand = ({ args }) =>
  onServer(async (server) => {
    const name = nameOf(args.name);
    await restoreTenant(server, name);
    return { text: `The tenant ${name} is served again.\n`, data: { name } };
  });

export const drop: RunCommand = ({ args, options }) =>
  onServer(async (server) => {
    const name = nameOf(args.name);
    if (options.confirm !== name) throw new UsageError(`--confirm must be ${name}: all data of the tenant ends`);
    await withControl(server, (control) => dropTenant(control, name));
    return { text: `The tenant ${name} is dropped: its tables are gone.\n`, data: { name } };
  });

async function onServer<T>(work: (server: DatabaseServer) => Promise<T>): Promise<T> {
  const server = await openDatabaseServer(loadEnv(), 'tool');
  try {
    return await work(server);
  } finally {
    await server.release();
  }
}

function nameOf(given: string | undefined): string {
  if (given !== undefined && isTenantName(given)) return given;
  throw new UsageError(`<name> ${TENANT_NAME_RULE}`);
}

type State = 'served' | 'unfinished' | 'behind' | 'newer' | 'retired' | 'dropped';

async function described(row: TenantRow, schemas: TenantSchemas) {
  const { pending, unknown } = row.droppedAt ? { pending: [], unknown: [] } : await schemas.stateOf(row.schema);
  return { ...row, state: stateOf(row, pending.length, unknown.length), pending: pending.length };
}

function stateOf({ droppedAt, retiredAt, readyAt }: TenantRow, pending: number, unknown: number): State {
  if (droppedAt) return 'dropped';
  if (retiredAt) return 'retired';
  if (!readyAt) return 'unfinished';
  if (unknown > 0) return 'newer';
  return pending > 0 ? 'behind' : 'served';
}

const line = (width: number, name: string, state: State, pending: number): string =>
  `${name.padEnd(width)}  ${state}${state === 'behind' ? `: ${pending} migrations` : ''}\n`;
