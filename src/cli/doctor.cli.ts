import 'reflect-metadata';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { loadEnv } from '../config/load-env.js';
import { migrationOptions } from '../database/data-source-options.js';
import { placeOf } from '../config/database-url.js';
import { openDatabaseServer } from '../database/database-server.js';
import { serviceOwnsTables } from '../database/service-role.js';
import { DoctorService, type Finding, LearningEngineModule } from 'learning-engine';
import { DatabaseUnreachableError, schemaState } from 'learning-engine/persistence';
import { startupMessage } from '../bootstrap/startup-message.js';

/** Prints every finding with its remedy. Exit code: 0 for none, 1 for any, and for a database that cannot be asked. */
async function diagnose(url: string): Promise<Finding[]> {
  const dataSource = await new DataSource(migrationOptions(url)).initialize().catch((error: unknown) => {
    throw new DatabaseUnreachableError(placeOf(url), error);
  });
  try {
    const { pending, unknown } = await schemaState(dataSource);
    const migrations = [
      ...pending.map((subject) => finding('MIGRATION_PENDING', subject, 'has not run', 'npm run migration:run')),
      ...unknown.map((subject) =>
        finding('MIGRATION_UNKNOWN', subject, 'ran, but is not in this code', 'Deploy newer code.'),
      ),
    ];
    if (migrations.length > 0) return migrations;
    const excess = await serviceOwnsTables(dataSource);
    const roles = excess ? [{ code: 'SERVICE_OWNS_TABLES', subject: excess.role, ...excess }] : [];
    return [...roles, ...(await askEngine(dataSource))];
  } finally {
    await dataSource.destroy();
  }
}

async function askEngine(dataSource: DataSource): Promise<Finding[]> {
  @Global()
  @Module({ providers: [{ provide: DataSource, useValue: dataSource }], exports: [DataSource] })
  class Database {}
  @Module({ imports: [Database, LearningEngineModule.forRoot({ runs: { reaper: false } })] })
  class Doctor {}

  const app = await NestFactory.createApplicationContext(Doctor, { logger: ['error'], abortOnError: false });
  try {
    return await app.get(DoctorService).diagnose();
  } finally {
    await app.close();
  }
}

const finding = (code: string, subject: string, problem: string, remedy: string): Finding => ({
  code,
  subject,
  message: `${subject} ${problem}`,
  remedy,
});

try {
  const server = await openDatabaseServer(loadEnv(), 'tool');
  const findings = await diagnose(server.url).finally(() => server.release());
  for (const { code, message, remedy } of findings) process.stdout.write(`${code}\n  ${message}\n  → ${remedy}\n`);
  process.stdout.write(`${findings.length === 0 ? 'No' : findings.length} findings.\n`);
  process.exitCode = findings.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${startupMessage(error)}\n`);
  process.exitCode = 1;
}
