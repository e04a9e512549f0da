import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

export interface TestDatabase {
  readonly url: string;
}

/** The server of this run; see postgres.global-setup.mjs. */
const serverUrl = (): string => {
  const url = process.env.TEST_POSTGRES_URL;
  if (!url) throw new Error('TEST_POSTGRES_URL is not set: run the tests with "npm test" or "npx jest".');
  return url;
};

export const urlOf = (database: string): string =>
  Object.assign(new URL(serverUrl()), { pathname: `/${database}` }).href;

export async function onServer<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A database for this test file alone, copied from the template that `template` names; dropped after the file's tests. */
export function useCopyOf(template: (client: Client) => Promise<string>): TestDatabase {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  beforeAll(() =>
    onServer(async (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${await template(client)}`)),
  );
  afterAll(() => onServer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)));
  return {
    get url() {
      return urlOf(name);
    },
  };
}

/** An empty database for this test file alone. */
export const useEmptyDatabase = (): TestDatabase => useCopyOf(() => Promise.resolve('template0'));
