import 'reflect-metadata';
import { type DynamicModule, Global, type INestApplicationContext, type LoggerService, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { databaseUrlProblem, placeOf } from '../database/connections/database-url.js';
import { engineOptions, type HostSchema, migratingOptions } from '../database/connections/data-source-options.js';
import { MigratingDataSource, type MigratingOptions } from '../database/migrating/migrating-data-source.js';
import { schemaState } from '../database/migrating/schema-state.js';
import { SchemaBehindError } from '../errors/migration.errors.js';
import { LearningEngineModule } from '../learning-engine.module.js';
import { LearnersModule } from '../learners/learners.module.js';
import { type PersonalTable } from '../learners/personal/personal-tables.js';
import { CommandRejectedError, UsageError } from './command.js';
import { evidenceOf, importsOf, jobsOf, loadJobs, warmActivationsOf } from './host-jobs.js';
import { learnersOf } from './host-learners.js';
import { logToStderr } from './log-to-stderr.js';
import { doctorOf, servicesOf } from './services-of.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { type WebhooksOptions } from '../webhooks/webhooks.module-definition.js';
import { webhooksOf } from './host-webhooks.js';
import { sendWebhooks } from './send-webhooks.js';
import { type Target } from './target.js';

/** A database by its URL, with what a host adds to the engine's own. */
export interface UrlTarget {
  url: string;
  /** What people call it; default `DATABASE_URL`. */
  name?: string;
  /** Of the role that owns the tables, for migrations; default `url`. */
  ownerUrl?: string;
  /** Whether statements take the time they need. */
  isPatient: boolean;
  schema?: HostSchema;
  /** As in the options of `LearningEngineModule`. */
  tenant?: string;
  /** As in the options of `WebhooksModule`; without it, workers send no webhooks. */
  webhooks?: WebhooksOptions;
  migrating?: MigratingOptions;
  /** Tables of the host that tell of learners. */
  personalTables?: readonly PersonalTable[];
  diagnose?: Target['diagnose'];
  /** What a worker logs to; default: lines on stderr. */
  logger?: LoggerService;
  /** Whether what is logged while it boots goes where the process logs; default: only errors are logged, by Nest. */
  keepsLogger?: boolean;
  /** Called at the end. */
  release?: () => Promise<void>;
}

/**
 * The engine, with its built-in algorithms, on a database.
 *
 * @throws UsageError for what is no URL of a database
 */
export function openUrl(given: UrlTarget): Target {
  const { url, name = 'DATABASE_URL', ownerUrl = url, isPatient, schema, migrating, diagnose, release } = given;
  const { logger = logToStderr, personalTables = [], tenant, webhooks, keepsLogger = false } = given;
  const problem = databaseUrlProblem(url);
  if (problem) throw new UsageError(`${name} ${problem}`);
  const closing: (() => Promise<void>)[] = [];
  let connected: Promise<DataSource> | undefined;
  let booted: Promise<INestApplicationContext> | undefined;
  const connect = () =>
    (connected ??= connectTo(new DataSource((isPatient ? migratingOptions : engineOptions)(url, schema))));

  async function connectTo(dataSource: DataSource): Promise<DataSource> {
    await dataSource.initialize();
    closing.push(() => dataSource.destroy());
    return dataSource;
  }

  async function boot(imports: DynamicModule[]): Promise<INestApplicationContext> {
    const dataSource = await connect();
    const { pending } = await schemaState(dataSource);
    if (pending.length > 0) throw new SchemaBehindError(pending);
    const app = await NestFactory.createApplicationContext(engineOn(dataSource, imports, tenant), {
      ...(keepsLogger ? {} : { logger: ['error'] }),
      abortOnError: false,
    });
    closing.push(() => app.close());
    return app;
  }

  async function bootWebhooks() {
    const [{ found }] = await (
      await connect()
    ).query<[{ found: string | null }]>("SELECT to_regclass('webhook_endpoints') AS found");
    if (found === null) {
      throw new CommandRejectedError(
        'There are no tables of webhooks: run webhookMigrations of learning-engine/webhooks',
      );
    }
    return webhooksOf(await boot([WebhooksModule.forRoot({ ...webhooks, deliver: false })]));
  }

  let webhooksBooted: ReturnType<typeof bootWebhooks> | undefined;
  let learnersBooted: ReturnType<typeof boot> | undefined;
  const bootLearners = () => (learnersBooted ??= boot([LearnersModule.forRoot({ personalTables })]));
  let jobsBooted: ReturnType<typeof bootJobs> | undefined;
  async function bootJobs() {
    const classes = await loadJobs();
    const jobs = classes.JobsModule.forRoot({ concurrency: 0, isGlobal: true });
    const learners = LearnersModule.forRoot({ personalTables, isGlobal: true });
    const others = webhooks ? [WebhooksModule.forRoot({ ...webhooks, deliver: false })] : [];
    const app = await boot([jobs, learners, classes.EvidenceModule.forRoot(), ...others]);
    return {
      ...{ app, ...jobsOf(app, classes) },
      ...{ evidence: evidenceOf(app, classes), warmActivations: warmActivationsOf(app, classes) },
      ...{ imports: importsOf(app, classes) },
    };
  }

  return {
    place: placeOf(url),
    diagnose,
    connect,
    migrating: () => new MigratingDataSource(migratingOptions(ownerUrl, schema), migrating),
    engine: async () => servicesOf(await (booted ??= boot([]))),
    jobs: async () => (await (jobsBooted ??= bootJobs())).jobs,
    schedules: async () => (await (jobsBooted ??= bootJobs())).schedules,
    verifications: async () => (await (jobsBooted ??= bootJobs())).verifications,
    doctor: async () => doctorOf(await bootLearners()),
    learners: async () => learnersOf(await bootLearners()),
    evidence: async () => (await (jobsBooted ??= bootJobs())).evidence,
    warmActivations: async () => (await (jobsBooted ??= bootJobs())).warmActivations,
    imports: async () => (await (jobsBooted ??= bootJobs())).imports,
    webhooks: () => (webhooksBooted ??= bootWebhooks()),
    work: async (concurrency, { isQuiet = false, slots } = {}) => {
      const { app, worker } = await (jobsBooted ??= bootJobs());
      await worker.rejectRestored();
      if (!isQuiet) app.useLogger(logger);
      worker.start(concurrency, slots);
      sendWebhooks(app);
      return worker;
    },
    close: async () => {
      for (const close of closing.reverse()) await close();
      await release?.();
    },
  };
}

function engineOn(dataSource: DataSource, imports: DynamicModule[], tenant?: string) {
  @Global()
  @Module({ providers: [{ provide: DataSource, useValue: dataSource }], exports: [DataSource] })
  class Database {}
  @Module({
    imports: [Database, LearningEngineModule.forRoot({ isGlobal: true, runs: { reaper: false }, tenant }), ...imports],
  })
  class Engine {}
  return Engine;
}
