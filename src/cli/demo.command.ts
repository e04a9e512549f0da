import 'reflect-metadata';
import { type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LearningEngineModule } from 'learning-engine';
import { CommandRejectedError, type RunCommand, UsageError } from 'learning-engine/cli';
import { EvidenceModule } from 'learning-engine/evidence';
import { JobsModule } from 'learning-engine/jobs';
import { LearnersModule } from 'learning-engine/learners';
import { stopSignal } from '../bootstrap/stop-signal.js';
import { loadEnv } from '../config/load-env.js';
import { DatabaseModule } from '../database/database.module.js';
import { openDatabaseServer } from '../database/database-server.js';
import { grantTo } from '../database/grant-to.js';
import { serviceRoleOf } from '../database/service-rights.js';
import { type Learner } from '../demo/simulated-class.js';
import { showNight } from '../demo/night.js';
import { withScratchDatabase } from '../demo/scratch-database.js';
import { walkThrough } from '../demo/walk-through.js';

const LEARNERS_AT_NIGHT = 2000;

/**
 * Shows what the engine does, in a database of its own on the embedded server: yours is not touched. Asked to stop, it
 * undoes what it had made.
 */
export const run: RunCommand = async ({ options }) => {
  const stop = stopSignal();
  try {
    if (options.night === true) await night(stop, learnersOption(options.learners), options.keep === true);
    else if (options.learners !== undefined) throw new UsageError('--learners is for --night');
    else await demo(stop, options.keep === true);
  } catch (error) {
    throw error === stop.reason ? new CommandRejectedError('\nThe demo was stopped, and its database is gone.') : error;
  }
};

const demo = (stop: AbortSignal, keep: boolean): Promise<void> =>
  onScratch(stop, keep, async (url) => {
    const { name, learner } = await show(url, stop, keep);
    return left(name, learner);
  });

/** Jobs that compute have processes of their own: two cores are busy. */
const night = (stop: AbortSignal, learners: number, keep: boolean): Promise<void> =>
  onScratch(stop, keep, async (url) => {
    const jobs = [JobsModule.forRoot({ isGlobal: true, concurrency: 1, pollMs: 200 }), EvidenceModule.forRoot()];
    await withApp(url, stop, jobs, (app) => showNight(app, { say, stop, learners }));
    return leftAfterNight(new URL(url).pathname.slice(1));
  });

async function onScratch(stop: AbortSignal, keep: boolean, use: (url: string) => Promise<string>): Promise<void> {
  const env = loadEnv();
  env.DATABASE_URL = undefined;
  const server = await openDatabaseServer(env, 'tool');
  try {
    stop.throwIfAborted();
    const used = async (url: string) => {
      const text = await use(url);
      // What stays is read by commands, which have the role of the service.
      const role = serviceRoleOf(server);
      if (keep && role) await grantTo(role, url);
      return text;
    };
    const whereItIs = await withScratchDatabase(server.ownerUrl, used, { keep });
    process.stdout.write(keep ? whereItIs : GONE);
  } finally {
    await server.release();
  }
}

function learnersOption(given: string | boolean | undefined): number {
  const learners = Number(given ?? LEARNERS_AT_NIGHT);
  if (Number.isInteger(learners) && learners >= 100 && learners <= 20_000) return learners;
  throw new UsageError('--learners must be an integer from 100 to 20000');
}

const show = (url: string, stop: AbortSignal, keep: boolean): Promise<{ name: string; learner: Learner }> =>
  withApp(url, stop, [], async (app) => ({
    ...{ name: new URL(url).pathname.slice(1), learner: await walkThrough(app, { say, stop, keep }) },
  }));

async function withApp<T>(
  url: string,
  stop: AbortSignal,
  modules: DynamicModule[],
  use: (app: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const imports = [
    DatabaseModule.forRoot({ url, migrate: true, stop }),
    LearningEngineModule.forRoot({ isGlobal: true }),
    LearnersModule.forRoot({ isGlobal: true }),
    ...modules,
  ];
  const app = await NestFactory.createApplicationContext(
    { module: class Demo {}, imports },
    { logger: ['error', 'warn'], abortOnError: false },
  );
  try {
    return await use(app);
  } finally {
    await app.close();
  }
}

const say = (text: string): void => void process.stdout.write(text);

const GONE = '\nThe demo had a database of its own, which is gone: yours is as it was.\n';

const leftAfterNight = (name: string): string => `
The database stays. Let commands work on it, or serve it by npm start:

  export EMBEDDED_DATABASE=${name}
  npm run cli -- fits list
`;

const left = (name: string, { id, name: learner }: Learner): string => `
The database ${name} stays. Serve it:

  EMBEDDED_DATABASE=${name} npm start

and in a second terminal, ask what is known of ${learner}:

  LEARNER=http://localhost:3000/v1/learning/learners/${id}
  TOKEN=$(npm run --silent token -- --role service)
  curl -H "Authorization: Bearer $TOKEN" $LEARNER

or look into it:

  psql "$(npm run --silent cli -- database url --owner --name ${name})"
`;
