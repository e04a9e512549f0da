import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { LearningEngineModule } from 'learning-engine';
import { CommandRejectedError, type RunCommand } from 'learning-engine/cli';
import { LearnersModule } from 'learning-engine/learners';
import { stopSignal } from '../bootstrap/stop-signal.js';
import { loadEnv } from '../config/load-env.js';
import { DatabaseModule } from '../database/database.module.js';
import { openDatabaseServer } from '../database/database-server.js';
import { type Learner } from '../demo/simulated-class.js';
import { withScratchDatabase } from '../demo/scratch-database.js';
import { walkThrough } from '../demo/walk-through.js';

/**
 * Shows what the engine does, in a database of its own on the embedded server: yours is not touched. Asked to stop, it
 * undoes what it had made.
 */
export const run: RunCommand = async ({ options }) => {
  const stop = stopSignal();
  try {
    await demo(stop, options.keep === true);
  } catch (error) {
    throw error === stop.reason ? new CommandRejectedError('\nThe demo was stopped, and its database is gone.') : error;
  }
};

async function demo(stop: AbortSignal, keep: boolean): Promise<void> {
  const env = loadEnv();
  env.DATABASE_URL = undefined;
  const server = await openDatabaseServer(env, 'tool');
  try {
    stop.throwIfAborted();
    const { name, learner } = await withScratchDatabase(server.ownerUrl, (url) => show(url, stop, keep), { keep });
    process.stdout.write(keep ? left(name, learner) : GONE);
  } finally {
    await server.release();
  }
}

async function show(url: string, stop: AbortSignal, keep: boolean): Promise<{ name: string; learner: Learner }> {
  const imports = [
    DatabaseModule.forRoot({ url, migrate: true, stop }),
    LearningEngineModule.forRoot({ isGlobal: true }),
    LearnersModule.forRoot({ isGlobal: true }),
  ];
  const app = await NestFactory.createApplicationContext(
    { module: class Demo {}, imports },
    { logger: ['error', 'warn'], abortOnError: false },
  );
  try {
    const say = (text: string) => process.stdout.write(text);
    return { name: new URL(url).pathname.slice(1), learner: await walkThrough(app, { say, stop, keep }) };
  } finally {
    await app.close();
  }
}

const GONE = '\nThe demo had a database of its own, which is gone: yours is as it was.\n';

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
