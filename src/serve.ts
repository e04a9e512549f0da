import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type AddressInfo } from 'node:net';
import { AppModule } from './app.module.js';
import { setupApp } from './app.setup.js';
import { type Env } from './config/env.js';
import { type DatabaseServer } from './database/database-server.js';

/** Serves until SIGINT or SIGTERM; then the application stops first and its database last. */
export async function serve(env: Env, server: DatabaseServer): Promise<void> {
  const database = { url: server.url, migrate: env.MIGRATE_ON_BOOT ?? server.isEmbedded };
  let app: NestExpressApplication | undefined;
  const stop = async () => {
    await app?.close();
    await server.release();
  };
  try {
    app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(env, database), { abortOnError: false });
    await setupApp(app).listen(env.PORT);
  } catch (error) {
    await stop();
    throw error;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stop().then(() => process.exit(0)));
  }
  const { port } = app.getHttpServer().address() as AddressInfo;
  process.stdout.write(welcome(port, server.description));
}

const welcome = (port: number, database: string): string => `
The learning engine is up.

  What is live   http://localhost:${port}/v1/learning/info
  A token        npm run --silent token -- --role user
  Both at once   curl -H "Authorization: Bearer $(npm run --silent token)" http://localhost:${port}/v1/learning/info
  Database       ${database}

Stop it with Ctrl-C.
`;
