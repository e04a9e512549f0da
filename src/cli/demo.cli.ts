import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { loadEnv } from '../config/load-env.js';
import { DatabaseModule } from '../database/database.module.js';
import { openDatabaseServer } from '../database/database-server.js';
import { LearningEngineModule } from 'learning-engine';
import { startupMessage } from '../bootstrap/startup-message.js';
import { stopSignal } from '../bootstrap/stop-signal.js';
import { withScratchDatabase } from '../demo/scratch-database.js';
import { walkThrough } from '../demo/walk-through.js';

/**
 * Shows what the engine does, in a database of its own on the embedded server: yours is not touched. Asked to stop, it
 * undoes what it had made, and throws the signal's reason.
 */
async function demo(stop: AbortSignal): Promise<void> {
  const env = loadEnv();
  env.DATABASE_URL = undefined;
  const server = await openDatabaseServer(env, 'tool');
  try {
    stop.throwIfAborted();
    await withScratchDatabase(server.ownerUrl, async (url) => {
      const imports = [DatabaseModule.forRoot({ url, migrate: true, stop }), LearningEngineModule.forRoot()];
      const app = await NestFactory.createApplicationContext(
        { module: class Demo {}, imports },
        { logger: ['error', 'warn'], abortOnError: false },
      );
      try {
        await walkThrough(app, (text) => process.stdout.write(text), stop);
      } finally {
        await app.close();
      }
    });
    process.stdout.write('\nThe demo had a database of its own, which is gone: yours is as it was.\n');
  } finally {
    await server.release();
  }
}

const stop = stopSignal();
try {
  await demo(stop);
} catch (error) {
  const wasStopped = error === stop.reason;
  process.stderr.write(
    wasStopped ? '\nThe demo was stopped, and its database is gone.\n' : `${startupMessage(error)}\n`,
  );
  process.exitCode = 1;
}
