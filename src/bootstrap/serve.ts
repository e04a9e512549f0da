import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { ALGO_KEYS, RegistryService } from 'learning-engine';
import { AppModule } from '../app.module.js';
import { appOptions, setupApp } from './app.setup.js';
import { type Env } from '../config/env.js';
import { listenHost } from '../config/listen-host.js';
import { misspeltNames } from '../config/load-env.js';
import { type DatabaseServer, openDatabaseServer } from '../database/database-server.js';
import { serviceOwnsTables } from '../database/service-role.js';
import { Drain } from './drain.js';
import { ServingIndicator } from '../health/serving.indicator.js';
import { HttpAdapter } from '../http/server/http-adapter.js';
import { ServiceLogger } from '../logging/service-logger.js';
import { migrateTenants } from '../tenants/migrate-tenants.js';
import { openTenants, type Tenants } from './open-tenants.js';
import { rejectRestored } from './reject-restored.js';
import { welcome } from './welcome.js';

const logger = new Logger('Service');

/** Of the service's own schema, where each tenant has another one: hardly anything is asked of it. */
const OWN_CONNECTIONS = 2;

/** What requests in flight, and the closing of connections to the database, may take: then the process ends all the same. */
const GRACE_MS = 10_000;

/**
 * Serves until it is asked to stop; then the application stops first and its database last. Asked while it starts, it
 * undoes what it had started, and throws the signal's reason.
 */
export async function serve(env: Env, stop: AbortSignal): Promise<void> {
  const server = await openDatabaseServer(env, 'serve');
  try {
    stop.throwIfAborted();
    await serveOn(env, server, stop);
  } finally {
    await server.release();
  }
}

async function serveOn(env: Env, server: DatabaseServer, stop: AbortSignal): Promise<void> {
  const migrate = env.MIGRATE_ON_BOOT ?? server.isEmbedded;
  const poolSize = env.TENANTS ? OWN_CONNECTIONS : undefined;
  const { url, ownerUrl } = server;
  const database = { url, ownerUrl, migrate, slowQueryMs: env.SLOW_QUERY_MS, stop, poolSize };
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(env, database), new HttpAdapter(), {
    ...appOptions,
    logger: new ServiceLogger(env),
  });
  const http = app.getHttpServer();
  const drain = new Drain(http);
  let tenants: Tenants | undefined;
  try {
    stop.throwIfAborted();
    await rejectRestored(app, env);
    if (env.TENANTS) {
      if (migrate) await migrateTenants(server, { stop });
      tenants = await openTenants(app, database);
    }
    for (const [name, meant] of misspeltNames(process.env)) {
      logger.warn(`${name} is set but is not a variable of the service. Did you mean ${meant}?`);
    }
    const excess = await serviceOwnsTables(app.get(DataSource));
    if (excess) logger.warn(`${excess.message}. ${excess.remedy}`);
    setupApp(app, tenants?.answer);
    if (env.ACTIVATE) await activateAll(await app.init(), env.ACTIVATE);
    await listen(app, env);
    welcome(env, http.address() as AddressInfo, server.description);
    if (!stop.aborted) await once(stop, 'abort');
    logger.log('Shutdown requested: readiness is failing, draining connections');
    app.get(ServingIndicator).stop();
    drain.announce();
    await sleep(env.SHUTDOWN_DELAY_MS);
  } finally {
    const closing = drain
      .close()
      .then(() => tenants?.close())
      .then(() => app.close());
    const isLate = await Promise.race([closing, sleep(GRACE_MS, true)]);
    if (isLate) logger.warn('Shutdown timed out: requests or connections are still open');
  }
  logger.log('Stopped');
}

/** For a first try: activating what is active already writes nothing. */
async function activateAll(app: NestExpressApplication, version: string): Promise<void> {
  const registry = app.get(RegistryService, { strict: false });
  for (const key of ALGO_KEYS) {
    await registry.activateAlgoVersion(key, version, { reason: `ACTIVATE=${version} at the start of the service` });
  }
  logger.log(`${version} of ${ALGO_KEYS.join(', ')} is active (ACTIVATE=${version})`);
}

async function listen(app: NestExpressApplication, env: Env): Promise<void> {
  const host = listenHost(env);
  await (host === undefined ? app.listen(env.PORT) : app.listen(env.PORT, host));
}
