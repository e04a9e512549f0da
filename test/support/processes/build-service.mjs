import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

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
  linkEngine();
}

/** There, the engine's name leads to the engine that was translated with the rest. */
function linkEngine() {
  const engine = join(OUT, 'src', 'learning-engine');
  writeFileSync(
    join(engine, 'package.json'),
    JSON.stringify({ type: 'module', exports: { '.': './index.js', './*': './doors/*.js' } }),
  );
  const link = join(OUT, 'node_modules', 'learning-engine');
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(engine, link, 'junction');
}
