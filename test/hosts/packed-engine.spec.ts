import { readdirSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { packedEngine, useHostFolder } from '../support/processes/packed-host.js';

interface Manifest {
  bin: Record<string, string>;
  exports: Record<string, string | Record<'import' | 'require', { default: string }>>;
}

/** What a module loads of its own package, or its types name: by `import`, `require`, and as a thread. */
const LOADS = /(?:from |import\(|require\(|import |new URL\()["'](\.[^"']+)["']/g;

describe('the packed engine', () => {
  const host = useHostFolder();
  let files: string[];
  beforeAll(async () => {
    await host.run(`tar -xzf ${packedEngine()}/*.tgz`);
    files = readdirSync(host.path('package'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(host.path('package').length + 1));
  });

  const modules = (build: string) => files.filter((file) => file.startsWith(`dist/${build}/`) && file.endsWith('.js'));
  const reachable = (condition: 'import' | 'require'): string[] => {
    const { bin, exports } = JSON.parse(host.read('package/package.json')) as Manifest;
    const doors = Object.values(exports).flatMap((to) => (typeof to === 'string' ? [] : to[condition].default));
    const found = new Set<string>();
    const visit = (file: string) => {
      if (found.has(file)) return;
      found.add(file);
      const texts = [file, file.replace(/\.js$/, '.d.ts')].map((name) => host.read(`package/${name}`));
      for (const [, to] of texts.join('\n').matchAll(LOADS)) visit(join(file, '..', to!));
    };
    [...doors, ...(condition === 'import' ? Object.values(bin) : [])].map(normalize).forEach(visit);
    return [...found];
  };

  it('holds the two builds with their types, and what npm shows of a package', () => {
    const kinds = files.map((file) => file.replace(/^(dist\/\w+\/).*?((\.d)?\.\w+(\.map)?)$/, '$1*$2'));

    expect([...new Set(kinds)].sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist/cjs/*.d.ts',
      'dist/cjs/*.js',
      'dist/cjs/*.json',
      'dist/esm/*.d.ts',
      'dist/esm/*.js',
      'dist/esm/*.js.map',
      'package.json',
    ]);
    expect(files.filter((file) => /\.spec\.|(^|\/)test\//.test(file))).toEqual([]);
  });

  it.each(['import', 'require'] as const)('holds no module that no door leads to by %s', (condition) => {
    const build = { import: 'esm', require: 'cjs' }[condition];

    expect(modules(build).sort()).toEqual(reachable(condition).sort());
  });

  it('has maps that hold their sources', () => {
    const maps = files.filter((file) => file.endsWith('.map'));
    const sourcesOf = (file: string) =>
      (JSON.parse(host.read(`package/${file}`)) as { sourcesContent?: string[] }).sourcesContent;

    expect(maps.map((file) => file.replace(/\.map$/, ''))).toEqual(modules('esm'));
    expect(maps.filter((file) => !sourcesOf(file)?.every(Boolean))).toEqual([]);
  });

  it('is small', () => {
    const [tarball] = readdirSync(packedEngine());
    const bytes = (path: string) => statSync(path).size;

    expect(bytes(join(packedEngine(), tarball!))).toBeLessThan(2.8e6);
    expect(files.reduce((sum, file) => sum + bytes(host.path('package', file)), 0)).toBeLessThan(14e6);
  });
});
