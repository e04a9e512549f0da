import { stopTestServer } from './test-server.mjs';

export default async function tearDownPostgres() {
  await stopTestServer();
}
