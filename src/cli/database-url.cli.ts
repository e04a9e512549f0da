import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { loadEnv } from '../config/load-env.js';
import { embeddedDirectory } from '../database/database-server.js';
import { findEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.js';

const USAGE = `Prints the URL of the embedded database, with the password.
Usage: npm run --silent database:url [-- --owner]
  --owner   of the role that owns the tables, in place of the service's role`;

/** Exit code: 0 when the URL was printed, 1 when there is none, 2 for arguments that are not known. */
async function main(): Promise<void> {
  const isOwner = readArguments();
  if (isOwner === undefined) return fail(2, USAGE);
  const env = loadEnv();
  if (env.DATABASE_URL) return fail(1, 'DATABASE_URL is set: the embedded database is not used.');
  const urls = await findEmbeddedPostgres(embeddedDirectory(env));
  if (!urls) return fail(1, 'The embedded PostgreSQL is not running. Start the service first: npm start');
  // Without parameters: psql knows require_auth from PostgreSQL 16 on, and refuses what it does not know.
  const { href } = Object.assign(new URL(isOwner ? urls.ownerUrl : urls.url), { search: '' });
  process.stdout.write(`${href}\n`);
}

function readArguments(): boolean | undefined {
  try {
    return parseArgs({ options: { owner: { type: 'boolean', default: false } } }).values.owner;
  } catch {
    return undefined;
  }
}

function fail(code: number, message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}

await main().catch((error: unknown) => fail(1, (error as Error).message));
