import { startTestServer } from './database/test-server.mjs';

/** One PostgreSQL server for the whole run: TEST_DATABASE_URL (of a superuser) if it is set, else one of our own. */
export default async function setUpPostgres() {
  process.env.TEST_POSTGRES_URL ??= process.env.TEST_DATABASE_URL || (await startTestServer());
}
