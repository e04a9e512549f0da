import 'reflect-metadata';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type DataSource, type DataSourceOptions } from 'typeorm';
import { MigratingDataSource } from '../database/migrating/migrating-data-source.js';
import { ENGINE_DATA_SOURCE } from '../learning-engine.tokens.js';
import { UsageError } from './command.js';
import { type EngineClasses, servicesOf } from './services-of.js';
import { type EngineServices, type Target } from './target.js';

/** The engine of a host's application, with its algorithms, data source and settings. */
export async function openApp(path: string): Promise<Target> {
  const file = resolve(path);
  const module = rootModule(await load(file));
  const app = await NestFactory.createApplicationContext(module, { logger: ['error'], abortOnError: false });
  const dataSource = app.get<DataSource>(ENGINE_DATA_SOURCE, { strict: false });
  return {
    place: String(dataSource.options.database ?? file),
    connect: () => Promise.resolve(dataSource),
    migrating: () => new MigratingDataSource(migratingOptionsOf(dataSource)),
    engine: () => Promise.resolve(engineOf(app, file)),
    close: () => app.close(),
  };
}

async function load(file: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (error) {
    if ((error as { code?: string; url?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UsageError(`--app: ${(error as Error).message}`);
  }
}

/** Of CommonJS, the exports are those of `default`, too. */
function rootModule(exported: Record<string, unknown>): Type {
  const inner = (exported.default ?? {}) as Record<string, unknown>;
  const found = exported.AppModule ?? inner.AppModule ?? inner.default ?? exported.default;
  if (typeof found !== 'function' && !(found instanceof Object && 'module' in found))
    throw new UsageError('--app must name a file that exports AppModule');
  return found as Type;
}

/** An application in CommonJS uses the other build of the engine, which has classes of its own. */
function engineOf(app: INestApplicationContext, file: string): EngineServices {
  try {
    return servicesOf(app);
  } catch {
    return servicesOf(app, createRequire(file)('learning-engine') as EngineClasses);
  }
}

/** Migrations take the time they need, and nothing but them changes the schema. */
const migratingOptionsOf = ({ options }: DataSource): DataSourceOptions => ({
  ...options,
  synchronize: false,
  dropSchema: false,
  migrationsRun: false,
  extra: { ...(options.extra as object), query_timeout: 0, statement_timeout: 0, lock_timeout: 0 },
});
