import { stopTestServer } from './database/test-server.mjs';

export default async function tearDownPostgres() {
  await stopTestServer();
}
