import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { loadEnv } from './config/load-env.js';
import { DatabaseModule } from './database/database.module.js';
import { openDatabaseServer } from './database/database-server.js';
import { LearningEngineModule } from './learning-engine/index.js';
import { startupMessage } from './startup-message.js';
import { withScratchDatabase } from './demo/scratch-database.js';
import { walkThrough } from './demo/walk-through.js';

/** Shows what the engine does, in a database of its own on the embedded server: yours is not touched. */
async function demo(): Promise<void> {
  const env = loadEnv();
  env.DATABASE_URL = undefined;
  const server = await openDatabaseServer(env, 'tool');
  try {
    await withScratchDatabase(server.url, async (url) => {
      const imports = [DatabaseModule.forRoot({ url, migrate: true }), LearningEngineModule.forRoot()];
      const app = await NestFactory.createApplicationContext(
        { module: class Demo {}, imports },
        { logger: ['error', 'warn'], abortOnError: false },
      );
      try {
        await walkThrough(app, (text) => process.stdout.write(text));
      } finally {
        await app.close();
      }
    });
    process.stdout.write('\nThe demo had a database of its own, which is gone: yours is as it was.\n');
  } finally {
    await server.release();
  }
}

try {
  await demo();
} catch (error) {
  process.stderr.write(`${startupMessage(error)}\n`);
  process.exitCode = 1;
}
