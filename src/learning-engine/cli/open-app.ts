import 'reflect-metadata';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type INestApplicationContext, type Type } from '@nestjs/common';
import { DiscoveryService, NestFactory } from '@nestjs/core';
import { type DataSource, type DataSourceOptions } from 'typeorm';
import { type AlgorithmDefinition, AlgorithmDefinitionMetadata } from '../authoring/learning-algorithm.decorator.js';
import { MigratingDataSource } from '../database/migrating/migrating-data-source.js';
import { ENGINE_DATA_SOURCE } from '../learning-engine.tokens.js';
import { CommandRejectedError, UsageError } from './command.js';
import { placed } from './failure.js';
import {
  type EvidenceClasses,
  evidenceOf,
  importsOf,
  type JobClasses,
  jobsOf,
  loadJobs,
  warmActivationsOf,
} from './host-jobs.js';
import { learnersOf } from './host-learners.js';
import { type WebhookClasses, webhooksOf } from './host-webhooks.js';
import { logToStderr } from './log-to-stderr.js';
import { sendWebhooks } from './send-webhooks.js';
import { doctorOf, type EngineClasses, servicesOf } from './services-of.js';
import { type EngineServices, type Target } from './target.js';

/** The engine of a host's application, with its algorithms, data source and settings. */
export async function openApp(path: string): Promise<Target> {
  const file = resolve(path);
  const module = rootModule(await load(file));
  const app = await NestFactory.createApplicationContext(module, { logger: ['error'], abortOnError: false }).catch(
    (error: unknown) => {
      throw placed(error, `the data source of ${path}`);
    },
  );
  const dataSource = await dataSourceOf(app);
  return {
    place: String(dataSource.options.database ?? file),
    connect: () => Promise.resolve(dataSource),
    migrating: () => new MigratingDataSource(migratingOptionsOf(dataSource)),
    versions: () => catalogOf(app),
    engine: () => Promise.resolve(engineOf(app, file)),
    doctor: () => Promise.resolve(doctorIn(app, file)),
    jobs: async () => (await appJobs(app, file)).jobs,
    schedules: async () => (await appJobs(app, file)).schedules,
    verifications: async () => (await appJobs(app, file)).verifications,
    evidence: () => appEvidence(app, file),
    warmActivations: () => appWarmActivations(app, file),
    learners: () => Promise.resolve(appLearners(app, file)),
    imports: () => appImports(app, file),
    webhooks: () => Promise.resolve(appWebhooks(app, file)),
    work: async (concurrency, { isQuiet = false, slots } = {}) => {
      const { worker } = await appJobs(app, file);
      await worker.rejectRestored();
      if (!isQuiet) app.useLogger(logToStderr);
      worker.start(concurrency, slots);
      sendWebhooks(app);
      return worker;
    },
    close: () => app.close(),
  };
}

/** What Node says of a path that leads to no module, from `import` and from `require`. */
const NO_MODULE = /^(ERR_)?(MODULE_NOT_FOUND|UNSUPPORTED_DIR_IMPORT|UNKNOWN_FILE_EXTENSION|IMPORT_\w+_MISSING)$/;

async function load(file: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!NO_MODULE.test(code ?? '')) throw error;
    throw new UsageError(`--app must name a built module: ${message.split('\n')[0]}`);
  }
}

async function dataSourceOf(app: INestApplicationContext): Promise<DataSource> {
  try {
    return app.get<DataSource>(ENGINE_DATA_SOURCE, { strict: false });
  } catch {
    await app.close();
    throw new UsageError('--app must name a module that imports LearningEngineModule');
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

/** Metadata of the algorithms are shared by all copies of the engine. */
const catalogOf = (app: INestApplicationContext): AlgorithmDefinition[] => {
  const discovery = app.get(DiscoveryService, { strict: false });
  const providers = discovery.getProviders({ metadataKey: AlgorithmDefinitionMetadata.KEY });
  return providers.flatMap((of) => discovery.getMetadataByDecorator(AlgorithmDefinitionMetadata, of) ?? []);
};

/** An application in CommonJS uses the other build of the engine, which has classes of its own. */
function engineOf(app: INestApplicationContext, file: string): EngineServices {
  try {
    return servicesOf(app);
  } catch {
    return servicesOf(app, createRequire(file)('learning-engine') as EngineClasses);
  }
}

/** As `engineOf`. */
function doctorIn(app: INestApplicationContext, file: string) {
  try {
    return doctorOf(app);
  } catch {
    return doctorOf(app, createRequire(file)('learning-engine') as EngineClasses);
  }
}

/** As `engineOf`. */
async function appJobs(app: INestApplicationContext, file: string) {
  try {
    return jobsOf(app, await loadJobs());
  } catch {
    return jobsOf(app, requiredJobs(file));
  }
}

/** As `engineOf`. */
async function appEvidence(app: INestApplicationContext, file: string) {
  try {
    return evidenceOf(app, await loadJobs());
  } catch (error) {
    const required = requiredDoor<EvidenceClasses>('evidence', file);
    if (!required) throw error;
    return evidenceOf(app, required);
  }
}

/** As `engineOf`. */
async function appWarmActivations(app: INestApplicationContext, file: string) {
  try {
    return warmActivationsOf(app, await loadJobs());
  } catch (error) {
    const required = requiredDoor<Parameters<typeof warmActivationsOf>[1]>('learners', file);
    if (!required) throw error;
    return warmActivationsOf(app, required);
  }
}

/** As `engineOf`. */
function appLearners(app: INestApplicationContext, file: string) {
  try {
    return learnersOf(app);
  } catch (error) {
    const required = requiredDoor<NonNullable<Parameters<typeof learnersOf>[1]>>('learners', file);
    if (!required) throw error;
    return learnersOf(app, required);
  }
}

/** As `engineOf`. */
async function appImports(app: INestApplicationContext, file: string) {
  try {
    return importsOf(app, await loadJobs());
  } catch (error) {
    const required = requiredDoor<Parameters<typeof importsOf>[1]>('learners', file);
    if (!required) throw error;
    return importsOf(app, required);
  }
}

/** As `engineOf`. */
function appWebhooks(app: INestApplicationContext, file: string) {
  try {
    return webhooksOf(app);
  } catch (error) {
    const required = requiredDoor<WebhookClasses>('webhooks', file);
    if (!required) throw error;
    return webhooksOf(app, required);
  }
}

/** Of the other build, if the application has one. */
function requiredDoor<Door>(door: string, file: string): Door | undefined {
  try {
    return createRequire(file)(`learning-engine/${door}`) as Door;
  } catch {
    return undefined;
  }
}

function requiredJobs(file: string): JobClasses {
  try {
    return createRequire(file)('learning-engine/jobs') as JobClasses;
  } catch {
    throw new CommandRejectedError('Jobs need the package pg-boss in the app: npm i pg-boss@10');
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
