import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import {
  ExecutionService,
  InfoService,
  LearningEngineModule,
  ParamsService,
  RegistryService,
  RunsService,
} from '../../../src/learning-engine/index.js';
import { useTestDatabase } from '../database/test-database.js';

export interface Engine {
  readonly app: INestApplicationContext;
  readonly dataSource: DataSource;
  readonly registry: RegistryService;
  readonly params: ParamsService;
  readonly runs: RunsService;
  readonly info: InfoService;
  readonly execution: ExecutionService;
}

/** The engine in a Nest application without HTTP, on a seeded database of its own, for the tests of one file. */
export function useEngine(options: Parameters<typeof LearningEngineModule.forRoot>[0] = {}): Engine {
  const database = useTestDatabase();
  let app: INestApplicationContext;
  beforeAll(async () => {
    const imports = [TypeOrmModule.forRoot(dataSourceOptions(database.url)), LearningEngineModule.forRoot(options)];
    app = await NestFactory.createApplicationContext({ module: class EngineHost {}, imports }, { logger: false });
  });
  afterAll(() => app?.close());
  return {
    get app() {
      return app;
    },
    get dataSource() {
      return app.get(DataSource);
    },
    get registry() {
      return app.get(RegistryService);
    },
    get params() {
      return app.get(ParamsService);
    },
    get runs() {
      return app.get(RunsService);
    },
    get info() {
      return app.get(InfoService);
    },
    get execution() {
      return app.get(ExecutionService);
    },
  };
}
