import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { migrationOptions } from '../database/data-source-options.js';

/**
 * Lends a database of its own on a server, and drops it afterwards: what is recorded there for ever, as runs and the
 * activation log are, goes with it, and the server is as it was.
 */
export async function withScratchDatabase<T>(serverUrl: string, use: (url: string) => Promise<T>): Promise<T> {
  const server = await new DataSource(migrationOptions(serverUrl)).initialize();
  const name = `learning_demo_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  try {
    await server.query(`CREATE DATABASE ${name}`);
    return await use(url.href);
  } finally {
    await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.destroy();
  }
}
