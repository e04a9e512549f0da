import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { type Finding } from 'learning-engine';
import { openUrl, type Target, UsageError } from 'learning-engine/cli';
import { type DataSource } from 'typeorm';
import { rejectNotErased } from '../bootstrap/reject-restored.js';
import { loadEnv } from '../config/load-env.js';
import { type DatabaseServer, openDatabaseServer } from '../database/database-server.js';
import { findTenant } from '../tenants/control-database.js';
import { type Tenant } from '../tenants/tenant.js';
import { serviceOwnsTables } from '../database/service-role.js';
import { urlTarget } from './url-target.js';

/**
 * The service's database: that of DATABASE_URL, or the embedded one, also beside a service that runs.
 *
 * @param name the tenant whose schema it is, where there are several
 */
export async function openService(isPatient: boolean, name?: string): Promise<Target> {
  // A command whose statements take the time they need would be warned of that.
  const warn = isPatient ? () => undefined : toStderr;
  Logger.overrideLogger({ log: () => undefined, warn, error: toStderr });
  const env = loadEnv();
  if (env.TENANTS && name === undefined) throw new UsageError('--tenant <name> is required: TENANTS is true');
  if (!env.TENANTS && name !== undefined) throw new UsageError('--tenant is for TENANTS=true');
  const server = await openDatabaseServer(env, 'tool');
  const tenant = await tenantOf(server, name);
  const target = await openUrl({
    ...urlTarget(env, server, tenant),
    isPatient,
    diagnose,
    release: () => server.release(),
  });
  const work: Target['work'] = async (...how) => {
    await rejectNotErased(env, target.learners);
    return target.work(...how);
  };
  return { ...target, work };
}

async function tenantOf(server: DatabaseServer, name?: string): Promise<Tenant | undefined> {
  try {
    return name === undefined ? undefined : await findTenant(server.url, name);
  } catch (error) {
    await server.release();
    throw error;
  }
}

/** Standard output is for the result. */
function toStderr(message: unknown): void {
  process.stderr.write(`${String(message)}\n`);
}

async function diagnose(dataSource: DataSource): Promise<Finding[]> {
  const excess = await serviceOwnsTables(dataSource);
  return excess ? [{ code: 'SERVICE_OWNS_TABLES', subject: excess.role, ...excess }] : [];
}
