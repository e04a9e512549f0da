import { type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import { LearningEngineModule } from 'learning-engine';
import { type Engine, engineOf } from './open-engine.js';

/** Where an engine is to work. */
interface Place {
  url: string;
  connection?: Partial<DataSourceOptions>;
}

type Options = Parameters<typeof LearningEngineModule.forRoot>[0];

/** An engine module with a DataSource of its own: not of @nestjs/typeorm, which has one name for each. */
function engineAt({ url, connection }: Place, options: Options): { engine: DynamicModule; dataSource: DataSource } {
  const dataSource = new DataSource({ ...dataSourceOptions(url), ...connection } as DataSourceOptions);
  const token = Symbol('DATA_SOURCE');
  const database: DynamicModule = {
    module: class Database {},
    providers: [{ provide: token, useFactory: () => dataSource.initialize() }],
    exports: [token],
  };
  return { dataSource, engine: LearningEngineModule.forRoot({ ...options, dataSource: token, imports: [database] }) };
}

/** Some engines in one application, for the tests of one file. */
export function useEngines(places: () => Place[], options: Options): () => Engine[] {
  let app: INestApplicationContext;
  let engines: Engine[];
  beforeAll(async () => {
    const hosted = places().map((place) => engineAt(place, options));
    const module = { module: class Host {}, imports: hosted.map(({ engine }) => engine) };
    app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
    engines = hosted.map(({ engine, dataSource }) => engineOf(app.select(engine), dataSource, true));
  });
  afterAll(async () => {
    await app?.close();
    await Promise.all((engines ?? []).map(({ dataSource }) => dataSource.destroy()));
  });
  return () => engines;
}
