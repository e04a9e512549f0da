import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { LearningEngineModule } from 'learning-engine';
import { CommandRejectedError, type RunCommand } from 'learning-engine/cli';
import { stopSignal } from '../bootstrap/stop-signal.js';
import { loadEnv } from '../config/load-env.js';
import { DatabaseModule } from '../database/database.module.js';
import { openDatabaseServer } from '../database/database-server.js';
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
    const name = await withScratchDatabase(server.ownerUrl, (url) => show(url, stop), { keep });
    process.stdout.write(keep ? left(name) : GONE);
  } finally {
    await server.release();
  }
}

async function show(url: string, stop: AbortSignal): Promise<string> {
  const imports = [DatabaseModule.forRoot({ url, migrate: true, stop }), LearningEngineModule.forRoot()];
  const app = await NestFactory.createApplicationContext(
    { module: class Demo {}, imports },
    { logger: ['error', 'warn'], abortOnError: false },
  );
  try {
    await walkThrough(app, (text) => process.stdout.write(text), stop);
    return new URL(url).pathname.slice(1);
  } finally {
    await app.close();
  }
}

const GONE = '\nThe demo had a database of its own, which is gone: yours is as it was.\n';

const left = (name: string): string => `
The database ${name} stays. To look into it, start the service (npm start),
and in a second terminal:

  psql "$(npm run --silent cli -- database url --owner --name ${name})"
`;
