import 'reflect-metadata';
import { CommandRejectedError, type RunCommand } from 'learning-engine/cli';
import { loadEnv } from '../config/load-env.js';
import { embeddedDirectory } from '../database/database-server.js';
import { findEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.js';

export const run: RunCommand = async ({ options }) => {
  const env = loadEnv();
  if (env.DATABASE_URL) throw new CommandRejectedError('DATABASE_URL is set: the embedded database is not used.');
  const urls = await findEmbeddedPostgres(embeddedDirectory(env));
  if (!urls) {
    throw new CommandRejectedError('The embedded PostgreSQL is not running. Start the service first: npm start');
  }
  // Without parameters: psql knows require_auth from PostgreSQL 16 on, and rejects what it does not know.
  const { href } = Object.assign(new URL(options.owner ? urls.ownerUrl : urls.url), {
    search: '',
    ...(options.name !== undefined && { pathname: `/${String(options.name)}` }),
  });
  return { text: `${href}\n`, data: { url: href } };
};
