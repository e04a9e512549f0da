/**
 * Prints a bill of materials, in CycloneDX, of what the service runs with in production. `npm sbom --omit dev` alone leaves out what
 * is needed in development, too (npm/cli#7909): so npm is shown a lock file without development.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const { packages, ...lock } = JSON.parse(named(readFileSync('package-lock.json', 'utf8')));
const production = Object.entries(packages).filter(([, { dev, devOptional }]) => !dev && !devOptional);
for (const [, item] of production) delete item.devDependencies;

/** npm names a workspace by its folder, not by its package.json. */
function named(text) {
  return text.replaceAll('"src/admin', '"src/learning-engine-admin');
}
function sourceOf(file) {
  return file.replace('src/learning-engine-admin', 'src/admin');
}

const folder = mkdtempSync(join(tmpdir(), 'sbom-'));
const write = (file, value) => {
  const path = join(folder, lock.name, file); // npm names the root by its folder
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(value));
};
try {
  write('package-lock.json', { ...lock, packages: Object.fromEntries(production) });
  for (const [place] of production.filter(([place]) => !place.includes('node_modules'))) {
    const file = join(place, 'package.json');
    write(file, { ...JSON.parse(named(readFileSync(sourceOf(file), 'utf8'))), devDependencies: undefined });
  }
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
  execFileSync('npm', args, { cwd: join(folder, lock.name), stdio: 'inherit' });
} finally {
  rmSync(folder, { recursive: true });
}
