import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type AuthUser } from 'learning-engine/http';
import { DataSource } from 'typeorm';
import { AppModule } from '../../../src/app.module.js';
import { signToken } from '../../../src/auth/sign-token.js';
import { appOptions, setupApp } from '../../../src/bootstrap/app.setup.js';
import { openTenants, type Tenants } from '../../../src/bootstrap/open-tenants.js';
import { type Env } from '../../../src/config/env.js';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import { HttpAdapter } from '../../../src/http/server/http-adapter.js';
import { createTenant } from '../../../src/tenants/migrate-tenants.js';
import { schemaOfTenant } from '../../../src/tenants/tenant.js';
import { useTestDatabase } from '../database/test-database.js';
import { someAdmin } from './api-client.js';
import { originOf, testEnv } from './use-service.js';

export const tenantsEnv: Env = Object.assign(Object.create(testEnv) as Env, testEnv, { TENANTS: true });

/** The `Authorization` header of a caller of a school. */
export const bearerOf = (tenant: string | undefined, caller: AuthUser = someAdmin): string =>
  `Bearer ${signToken(tenantsEnv, { ...caller, tenant }, 3600)}`;

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
}

/** A service with these schools, on a database of its own. */
export function useTenants(names: readonly string[], settings: Partial<Env> = {}) {
  const database = useTestDatabase();
  const dataSources = new Map<string, DataSource>();
  let app: NestExpressApplication;
  let tenants: Tenants;
  const urls = () => ({ url: database.url, ownerUrl: database.url });
  beforeAll(async () => {
    for (const name of names) await createTenant(urls(), name);
    const env = Object.assign(Object.create(tenantsEnv) as Env, tenantsEnv, settings);
    const options = { url: database.url, migrate: false };
    app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(env, options), new HttpAdapter(), {
      ...appOptions,
      logger: false,
    });
    tenants = await openTenants(app, options);
    await setupApp(app, tenants.answer).listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    await Promise.all([...dataSources.values()].map((dataSource) => dataSource.destroy()));
    await tenants?.close();
    await app?.close();
  });
  return {
    urls,
    get app() {
      return app;
    },
    /** Where the rows of a school are. */
    async rowsOf(name: string): Promise<DataSource> {
      const known = dataSources.get(name);
      if (known) return known;
      const opened = await new DataSource(dataSourceOptions(database.url, schemaOfTenant(name))).initialize();
      dataSources.set(name, opened);
      return opened;
    },
    async ask(authorization: string | undefined, path: string, init: RequestInit = {}): Promise<Answered> {
      const response = await fetch(`${originOf(app)}${path}`, {
        ...init,
        headers: { ...(authorization && { authorization }), 'content-type': 'application/json', ...init.headers },
        signal: AbortSignal.timeout(60_000),
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    },
  };
}
