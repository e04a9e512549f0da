import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source-options.js';
import { engineMigrations } from '../../src/learning-engine/index.js';
import { platformMigrations } from '../../src/platform/migrations/platform-migrations.js';

/** The server of this run; see postgres.global-setup.mjs. */
const serverUrl = (): string => {
  const url = process.env.TEST_POSTGRES_URL;
  if (!url) throw new Error('TEST_POSTGRES_URL is not set: run the tests with "npm test" or "npx jest".');
  return url;
};

const urlOf = (database: string): string => Object.assign(new URL(serverUrl()), { pathname: `/${database}` }).href;

/** The migrations as they are now name the template, so a changed migration makes a new one. */
const templateName = (): string => {
  const sources = [...engineMigrations, ...platformMigrations].map((migration) => migration.toString());
  return `template_${createHash('sha256').update(sources.join()).digest('hex').slice(0, 16)}`;
};

async function onServer<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Built by the first test file that needs it; the others wait at the lock and find it. */
async function ensureTemplate(client: Client): Promise<string> {
  const name = templateName();
  await client.query("SELECT pg_advisory_lock(hashtext('test template'))");
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (!rowCount) {
    await client.query(`DROP DATABASE IF EXISTS ${name}_unfinished`);
    await client.query(`CREATE DATABASE ${name}_unfinished`);
    const dataSource = await new DataSource(dataSourceOptions(urlOf(`${name}_unfinished`))).initialize();
    await dataSource.runMigrations();
    await dataSource.destroy();
    await client.query(`ALTER DATABASE ${name}_unfinished RENAME TO ${name}`);
  }
  await client.query("SELECT pg_advisory_unlock(hashtext('test template'))");
  return name;
}

export interface TestDatabase {
  readonly url: string;
}

/** A database for this test file alone: migrated and seeded, or empty. Dropped after the file's tests. */
export function useTestDatabase({ empty = false } = {}): TestDatabase {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  beforeAll(() =>
    onServer(async (client) => {
      const template = empty ? 'template0' : await ensureTemplate(client);
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    }),
  );
  afterAll(() => onServer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)));
  return {
    get url() {
      return urlOf(name);
    },
  };
}
