import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { migrationOptions } from '../database/data-source-options.js';

/**
 * Lends a database of its own on a server, and drops it afterwards, with the runs and the activation log that nothing may
 * delete. With `keep` it stays, unless the work fails.
 */
export async function withScratchDatabase<T>(
  serverUrl: string,
  use: (url: string) => Promise<T>,
  { keep = false }: { keep?: boolean } = {},
): Promise<T> {
  const server = await new DataSource(migrationOptions(serverUrl)).initialize();
  const name = `learning_demo_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  let isDone = false;
  try {
    await server.query(`CREATE DATABASE ${name}`);
    const result = await use(url.href);
    isDone = true;
    return result;
  } finally {
    if (!keep || !isDone) await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.destroy();
  }
}
