import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { openUrl, placeOf } from 'learning-engine/cli';
import { JobSlots } from 'learning-engine/jobs';
import { type Env } from '../config/env.js';
import { loadEnv } from '../config/load-env.js';
import { type DatabaseServer, openDatabaseServer } from '../database/database-server.js';
import { ServiceLogger } from '../logging/service-logger.js';
import { TenantCatalog } from '../tenants/tenant-catalog.js';
import { type Tenant } from '../tenants/tenant.js';
import { type TenantWorker, TenantWorkers } from '../tenants/tenant-workers.js';
import { waitingTenants } from '../tenants/waiting-tenants.js';
import { urlTarget } from './url-target.js';

/**
 * A worker for all tenants that are served, also for those that are made while it works.
 *
 * @throws NoTenantsError, DatabaseUnreachableError
 */
export async function openAllTenants() {
  const env = loadEnv();
  Logger.overrideLogger(new ServiceLogger(env));
  const server = await openDatabaseServer(env, 'tool');
  const catalog = await TenantCatalog.open(server.url, () => undefined).catch(async (error: unknown) => {
    await server.release();
    throw error;
  });
  const stop = new AbortController();
  let work: Promise<void> | undefined;
  return {
    place: `all schools at ${placeOf(server.url)}`,
    work: (concurrency: number): Promise<void> => {
      const slots = new JobSlots(concurrency);
      const workers = new TenantWorkers({
        served: () => catalog.all,
        waiting: (tenants) => waitingTenants(server.url, tenants, env.WEBHOOK_KEY !== undefined),
        open: (tenant) => openTenant(env, server, tenant, slots),
        atMost: env.TENANTS_OPEN,
      });
      work = workers.run(stop.signal);
      return Promise.resolve();
    },
    close: async (): Promise<void> => {
      stop.abort();
      await work;
      await catalog.close();
      await server.release();
    },
  };
}

/** One job at a time: how many there are of all tenants together, the slots say. */
async function openTenant(env: Env, server: DatabaseServer, tenant: Tenant, slots: JobSlots): Promise<TenantWorker> {
  const target = await openUrl({ ...urlTarget(env, server, tenant), isPatient: false, keepsLogger: true });
  try {
    const worker = await target.work(1, { slots });
    return {
      get isBusy() {
        return worker.isBusy;
      },
      drain: () => worker.start(0),
      close: () => target.close(),
    };
  } catch (error) {
    await target.close();
    throw error;
  }
}
