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
  link('learning-engine', 'learning-engine');
  link('learning-engine-admin', 'admin');
  const pages = join(root, 'src', 'admin');
  execFileSync(process.execPath, [join(pages, 'build-pages.mjs')], { stdio: 'inherit' });
  linkFolder(join(pages, 'dist', 'pages'), join(OUT, 'src', 'admin', 'pages'));
}

/** There, the name of a package leads to what was translated with the rest. */
function link(name, folder) {
  const translated = join(OUT, 'src', folder);
  mkdirSync(translated, { recursive: true }); // where nothing of it is translated
  writeFileSync(
    join(translated, 'package.json'),
    JSON.stringify({ type: 'module', exports: { '.': './index.js', './*': './doors/*.js' } }),
  );
  linkFolder(translated, join(OUT, 'node_modules', name));
}

function linkFolder(folder, link) {
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(folder, link, 'junction');
}
