import { Logger } from '@nestjs/common';
import { placeOf } from 'learning-engine/cli';
import { resolve } from 'node:path';
import { type Env } from '../config/env.js';
import { isProduction } from '../config/is-production.js';
import { NotInProductionError } from '../embedded-postgres/embedded-postgres.errors.js';

const logger = new Logger('Database');

/** The PostgreSQL server that this process uses. */
export interface DatabaseServer {
  /** What the service connects with. */
  url: string;
  /** What migrations connect with: of the role that owns the tables. */
  ownerUrl: string;
  /** For people: which server, and where the data lies. Never the password. */
  description: string;
  isEmbedded: boolean;
  /** Stops the embedded server if this process was its last user. */
  release(): Promise<void>;
}

/**
 * `DATABASE_URL` if set, else the embedded PostgreSQL.
 *
 * @param purpose `serve` for the service, of which one at a time uses the embedded database; `tool` for a command
 * beside it
 * @throws NotInProductionError for the embedded one in production
 */
export async function openDatabaseServer(env: Env, purpose: 'serve' | 'tool'): Promise<DatabaseServer> {
  if (env.DATABASE_URL) {
    const url = env.DATABASE_URL;
    return {
      url,
      ownerUrl: env.DATABASE_OWNER_URL ?? url,
      description: placeOf(url),
      isEmbedded: false,
      release: () => Promise.resolve(),
    };
  }
  if (isProduction(env)) throw new NotInProductionError();
  // Loaded on demand: its binaries are a development dependency.
  const { openEmbeddedPostgres } = await import('../embedded-postgres/embedded-postgres.js');
  const server = await openEmbeddedPostgres({
    directory: embeddedDirectory(env),
    purpose,
    report: (message) => logger.warn(message),
  });
  const [url, ownerUrl] = [server.urls.url, server.urls.ownerUrl].map(
    (one) => Object.assign(new URL(one), { pathname: `/${env.EMBEDDED_DATABASE}` }).href,
  ) as [string, string];
  return {
    url,
    ownerUrl,
    description: `embedded PostgreSQL at ${forPeople(url)}, data in ${server.directory}`,
    isEmbedded: true,
    release: () => server.release(),
  };
}

/** Where the embedded server keeps its data. */
export const embeddedDirectory = (env: Env): string => resolve(env.DATA_DIR, 'postgres');

const forPeople = (url: string): string => Object.assign(new URL(url), { password: '', search: '' }).href;
