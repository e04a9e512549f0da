import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import {
  ExecutionService,
  InfoService,
  LearningEngineModule,
  ParamsService,
  RegistryService,
  RunsService,
} from 'learning-engine';
import { connectionLimits } from 'learning-engine/persistence';

/** The engine in a Nest application without HTTP. */
export interface Engine {
  readonly app: INestApplicationContext;
  readonly dataSource: DataSource;
  readonly registry: RegistryService;
  readonly params: ParamsService;
  readonly runs: RunsService;
  readonly info: InfoService;
  readonly execution: ExecutionService;
}

/**
 * An engine beside that of `useEngine`: in a process that a test kills, behind a proxy, or a second one on the same
 * database. The caller closes its `app`.
 *
 * @param connection options of the host's DataSource that differ from the service's
 */
export async function openEngine(
  url: string,
  options: Parameters<typeof LearningEngineModule.forRoot>[0] = {},
  connection: Partial<DataSourceOptions> = {},
): Promise<Engine> {
  const database = { ...dataSourceOptions(url), ...connection } as DataSourceOptions;
  // One that a test cut off is not to be opened again and again.
  const imports = [TypeOrmModule.forRoot({ ...database, retryAttempts: 0 }), LearningEngineModule.forRoot(options)];
  const app = await NestFactory.createApplicationContext({ module: class EngineHost {}, imports }, { logger: false });
  return engineOf(app, app.get(DataSource));
}

/**
 * The services of an engine.
 *
 * @param app the application, or one of its modules: strictly those of that one
 */
export function engineOf(app: INestApplicationContext, dataSource: DataSource, strict = false): Engine {
  return {
    app,
    dataSource,
    registry: app.get(RegistryService, { strict }),
    params: app.get(ParamsService, { strict }),
    runs: app.get(RunsService, { strict }),
    info: app.get(InfoService, { strict }),
    execution: app.get(ExecutionService, { strict }),
  };
}

/**
 * Connection options of a host whose callers wait for a connection of its pool as long as they have to: for tests with more
 * callers than connections, which must not depend on how fast they get through.
 */
export const patientCallers = {
  extra: { ...connectionLimits, connectionTimeoutMillis: 0 },
} satisfies Partial<DataSourceOptions>;

/** The URL of an engine's database, for callers that come by another way. */
export const urlOfEngine = ({ dataSource }: Engine): string => (dataSource.options as { url: string }).url;
