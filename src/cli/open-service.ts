import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { type Finding } from 'learning-engine';
import { openUrl, type Target } from 'learning-engine/cli';
import { type DataSource } from 'typeorm';
import { loadEnv } from '../config/load-env.js';
import { hostSchema } from '../database/data-source-options.js';
import { ServiceLogger } from '../logging/service-logger.js';
import { openDatabaseServer } from '../database/database-server.js';
import { grantsOf } from '../database/service-rights.js';
import { platformTables } from '../users/personal-tables.js';
import { serviceOwnsTables } from '../database/service-role.js';

/** The service's database: that of DATABASE_URL, or the embedded one, also beside a service that runs. */
export async function openService(isPatient: boolean): Promise<Target> {
  // A command whose statements take the time they need would be warned of that.
  const warn = isPatient ? () => undefined : toStderr;
  Logger.overrideLogger({ log: () => undefined, warn, error: toStderr });
  const env = loadEnv();
  const server = await openDatabaseServer(env, 'tool');
  return openUrl({
    url: server.url,
    ownerUrl: server.ownerUrl,
    isPatient,
    schema: hostSchema,
    personalTables: platformTables,
    migrating: { afterMigrations: grantsOf(server) },
    diagnose,
    logger: new ServiceLogger(env),
    release: () => server.release(),
  });
}

/** Standard output is for the result. */
function toStderr(message: unknown): void {
  process.stderr.write(`${String(message)}\n`);
}

async function diagnose(dataSource: DataSource): Promise<Finding[]> {
  const excess = await serviceOwnsTables(dataSource);
  return excess ? [{ code: 'SERVICE_OWNS_TABLES', subject: excess.role, ...excess }] : [];
}
