import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import setUpPostgres from './postgres.global-setup.mjs';

const PACKAGES = { 'learning-engine': 'PACKED_ENGINE', 'learning-engine-admin': 'PACKED_ADMIN' };

/** For tests of apps that install the engine, and the pages of its admin app: packs each once. */
export default async function setUpHosts() {
  for (const [name, variable] of Object.entries(PACKAGES)) {
    const own = mkdtempSync(join(tmpdir(), `${name}-packed-`));
    const pack = ['pack', '--workspace', name, '--json', '--pack-destination', own];
    execFileSync('npm', pack, { stdio: ['ignore', 'ignore', 'inherit'] });
    process.env[variable] = own;
  }
  await setUpPostgres();
}
