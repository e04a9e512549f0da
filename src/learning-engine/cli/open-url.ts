import 'reflect-metadata';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { engineOptions, type HostSchema, migratingOptions } from '../database/connections/data-source-options.js';
import { MigratingDataSource, type MigratingOptions } from '../database/migrating/migrating-data-source.js';
import { schemaState } from '../database/migrating/schema-state.js';
import { DatabaseUnreachableError, SchemaBehindError } from '../errors/migration.errors.js';
import { LearningEngineModule } from '../learning-engine.module.js';
import { servicesOf } from './services-of.js';
import { type Target } from './target.js';

/** A database by its URL, with what a host adds to the engine's own. */
export interface UrlTarget {
  url: string;
  /** Of the role that owns the tables, for migrations; default `url`. */
  ownerUrl?: string;
  /** Whether statements take the time they need. */
  isPatient: boolean;
  schema?: HostSchema;
  migrating?: MigratingOptions;
  diagnose?: Target['diagnose'];
  /** Called at the end. */
  release?: () => Promise<void>;
}

/** The engine, with its built-in algorithms, on a database. */
export function openUrl({ url, ownerUrl = url, isPatient, schema, migrating, diagnose, release }: UrlTarget): Target {
  const place = placeOf(url);
  const closing: (() => Promise<void>)[] = [];
  let connected: Promise<DataSource> | undefined;
  const connect = () =>
    (connected ??= connectTo(new DataSource((isPatient ? migratingOptions : engineOptions)(url, schema))));

  async function connectTo(dataSource: DataSource): Promise<DataSource> {
    await dataSource.initialize().catch((error: unknown) => {
      throw new DatabaseUnreachableError(place, error);
    });
    closing.push(() => dataSource.destroy());
    return dataSource;
  }

  return {
    place,
    diagnose,
    connect,
    migrating: () => new MigratingDataSource(migratingOptions(ownerUrl, schema), migrating),
    engine: async () => {
      const dataSource = await connect();
      const { pending } = await schemaState(dataSource);
      if (pending.length > 0) throw new SchemaBehindError(pending);
      const app = await NestFactory.createApplicationContext(engineOn(dataSource), {
        logger: ['error'],
        abortOnError: false,
      });
      closing.push(() => app.close());
      return servicesOf(app);
    },
    close: async () => {
      for (const close of closing.reverse()) await close();
      await release?.();
    },
  };
}

function engineOn(dataSource: DataSource) {
  @Global()
  @Module({ providers: [{ provide: DataSource, useValue: dataSource }], exports: [DataSource] })
  class Database {}
  @Module({ imports: [Database, LearningEngineModule.forRoot({ runs: { reaper: false } })] })
  class Engine {}
  return Engine;
}

/** Host, port and database, never the password. */
function placeOf(connectionString: string): string {
  const { host, port, database } = new Client({ connectionString });
  return `${host}:${port}/${database}`;
}
