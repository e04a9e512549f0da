// Builds the pages of the admin app, if what they are made of has changed, and compresses them.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const here = (...names) => join(import.meta.dirname, ...names);
const stamp = here('dist', '.digest');

const sources = [
  ...filesIn(here('app')),
  ...['package.json', 'vite.config.mjs', 'build-pages.mjs', '../../package-lock.json'].map((name) => here(name)),
];
const digest = digestOf(sources);

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
  process.env.NODE_ENV = 'production'; // tests show what production does
  const { build } = await import('vite');
  await build({ configFile: here('vite.config.mjs'), logLevel: 'warn' });
  for (const file of filesIn(here('dist', 'pages'))) {
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  }
  writeFileSync(stamp, digest);
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.slice(here().length)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}
