import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedPostgres } from '../../src/embedded-postgres/embedded-postgres.js';
import { onDatabase } from './databases.js';

const THINGS = `
  SELECT count(*)::int AS things FROM pg_class JOIN pg_namespace space ON space.oid = relnamespace
  WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'`;

/**
 * Lends the server of `DATABASE_URL`, or an embedded one of its own that writes as durably as PostgreSQL does by default.
 *
 * @throws Error when there is anything in the database of `DATABASE_URL`: it may not be meant for this server
 */
export async function withServer<T>(url: string | undefined, use: (url: string) => Promise<T>): Promise<T> {
  if (!url) return withEmbeddedServer(use);
  const { rows } = await onDatabase(url, (client) => client.query<{ things: number }>(THINGS));
  if (rows[0]!.things > 0) throw new Error('The database of DATABASE_URL is not empty: name an empty one.');
  return use(url);
}

async function withEmbeddedServer<T>(use: (url: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'learning-engine-bench-'));
  const data = join(folder, 'postgres');
  let made = [data];
  try {
    await chmod(folder, 0o711); // as root the server runs as another account, which has to get in
    const server = await openEmbeddedPostgres({ directory: data, purpose: 'serve' });
    made = [server.directory, server.passwordFile];
    try {
      return await use(server.urls.superuserUrl);
    } finally {
      await server.release();
    }
  } finally {
    for (const path of made) await rm(path, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
}
