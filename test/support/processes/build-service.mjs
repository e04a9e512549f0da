import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');
const OUT = join(root, 'node_modules', '.cache', 'service');

/**
 * Translates the service, and the scripts of the tests, for all processes that a run starts; aside, where `npm start`
 * does not replace them. What has not changed is not translated again. Types are for `npm run typecheck`.
 */
export function buildService() {
  const output = ['--noCheck', '--outDir', OUT, '--incremental', '--tsBuildInfoFile', `${OUT}.tsbuildinfo`];
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.json'), ...output], { stdio: 'inherit' });
  writeFileSync(join(OUT, 'package.json'), '{ "type": "module" }\n');
}
