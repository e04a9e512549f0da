import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import setUpPostgres from './postgres.global-setup.mjs';

/** For tests of apps that install the engine: packs it once. */
export default async function setUpHosts() {
  const folder = mkdtempSync(join(tmpdir(), 'learning-engine-packed-'));
  const pack = ['pack', '--workspace', 'learning-engine', '--json', '--pack-destination', folder];
  execFileSync('npm', pack, { stdio: ['ignore', 'ignore', 'inherit'] });
  process.env.PACKED_ENGINE = folder;
  await setUpPostgres();
}
