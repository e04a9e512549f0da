import { rmSync } from 'node:fs';
import tearDownPostgres from './postgres.global-teardown.mjs';

export default async function tearDownHosts() {
  for (const folder of [process.env.PACKED_ENGINE, process.env.PACKED_ADMIN]) {
    rmSync(folder, { recursive: true, force: true });
  }
  await tearDownPostgres();
}
