import { type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ComputeThreads, DatabaseRestoredError, ReadinessService } from 'learning-engine';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type Application, type Request, type RequestHandler } from 'express';
import { Gauge, type Registry } from 'prom-client';
import { AppModule } from '../app.module.js';
import { AuthUsers } from '../auth/auth-users.js';
import { type TokenHolder } from '../auth/token-claims.js';
import { VerifiedTokens } from '../auth/verified-tokens.js';
import { Env } from '../config/env.js';
import { type DatabaseOptions } from '../database/open-data-source.js';
import { HttpAdapter } from '../http/server/http-adapter.js';
import { Exposition } from '../metrics/exposition.js';
import { answerByTenant } from '../tenants/answer-by-tenant.js';
import { type TenantApp, TenantApps } from '../tenants/tenant-apps.js';
import { TenantCatalog } from '../tenants/tenant-catalog.js';
import { appOptions, setupTenantApp } from './app.setup.js';

/** The tenants of a service. */
export interface Tenants {
  /** Answers requests of tenants, and lets others go on. */
  answer: RequestHandler;
  close: () => Promise<void>;
}

/** Of the service's own pool; the pools of the engine have 2 each. */
const CONNECTIONS = 4;

/**
 * Has the tenants of a service answered, each by an application of its own on a schema of its own.
 *
 * @param app the service's own application, which verifies the tokens
 * @throws NoTenantsError, DatabaseUnreachableError
 */
export async function openTenants(
  app: NestExpressApplication,
  { url, slowQueryMs }: DatabaseOptions,
): Promise<Tenants> {
  const env = app.get(Env);
  const callers = app.get(AuthUsers);
  const tokens = app.get(VerifiedTokens, { strict: false });
  const metrics = env.METRICS ? app.get(Exposition, { strict: false }) : undefined;
  const threads = new ComputeThreads();
  const apps = new TenantApps(env.TENANTS_OPEN, async (tenant) => {
    const database = { url, slowQueryMs, migrate: false, schema: tenant.schema, poolSize: CONNECTIONS };
    const { name } = tenant;
    return openTenant(
      AppModule.forTenant(env, database, { name, tokens, threads, registry: metrics?.open(name) }),
      () => metrics?.close(name),
    );
  });
  const catalog = await TenantCatalog.open(url, () => void apps.retain((name) => catalog.find(name) !== undefined));
  if (metrics) countTenants(metrics.own, catalog, apps);
  const tenantOf = (request: Request) =>
    callers.holderOf(request).then(
      ({ tenant }: TokenHolder) => tenant,
      () => undefined, // the service's own application says why
    );
  return {
    answer: answerByTenant({ tenantOf, find: (name) => catalog.find(name), apps }),
    close: async () => {
      await catalog.close();
      await apps.closeAll();
      await threads.close();
    },
  };
}

async function openTenant(module: DynamicModule, onClose: () => void): Promise<TenantApp> {
  const app = await NestFactory.create<NestExpressApplication>(module, new HttpAdapter(), appOptions);
  const close = () => app.close().finally(onClose);
  try {
    if (await app.get(ReadinessService, { strict: false }).isRestored()) throw new DatabaseRestoredError();
    await setupTenantApp(app).init();
  } catch (error) {
    await close();
    throw error;
  }
  const handle = app.getHttpAdapter().getInstance() as unknown as Application;
  return { handle: (request, response) => void handle(request as never, response as never), close };
}

/** How many schools there are, and how often one took the place of another. */
function countTenants(registry: Registry, catalog: TenantCatalog, apps: TenantApps): void {
  const registers = [registry];
  new Gauge({
    name: 'learning_tenants',
    help: 'Tenants by their state: served, and of these open in this process.',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'served' }, catalog.size);
      this.set({ state: 'open' }, apps.size);
    },
  });
  new Gauge({
    name: 'learning_tenant_openings',
    help: 'How many times this process has opened a tenant. It grows without end where more are asked than TENANTS_OPEN.',
    registers,
    collect() {
      this.set(apps.openings);
    },
  });
}
