import { rmSync } from 'node:fs';
import tearDownPostgres from './postgres.global-teardown.mjs';

export default async function tearDownHosts() {
  rmSync(process.env.PACKED_ENGINE, { recursive: true, force: true });
  await tearDownPostgres();
}
