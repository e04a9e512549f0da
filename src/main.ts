import 'reflect-metadata';
import { loadEnv } from './config/load-env.js';
import { openDatabaseServer } from './database/database-server.js';
import { serve } from './serve.js';
import { startupMessage } from './startup-message.js';

try {
  const env = loadEnv();
  await serve(env, await openDatabaseServer(env, 'serve'));
} catch (error) {
  process.stderr.write(`${startupMessage(error)}\n`);
  process.exitCode = 1;
}
