import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { all, healthCheck, instructions } from '../support/processes/dockerfile.js';
import { INSTALLING_MS, useHostFolder } from '../support/processes/packed-host.js';
import { randomSecret } from '../support/processes/production-env.js';
import { cleanEnv, Spawned } from '../support/processes/spawned.js';

/** What the image may not take of this machine, though it is in a folder that it takes. */
const ignored = [...readFileSync('.dockerignore', 'utf8').matchAll(/^[^#!*].*$/gm)].map(String);

/** Packages of this repository, by their folders. */
const WORKSPACES: Record<string, string> = {
  'learning-engine': 'src/learning-engine',
  'learning-engine-admin': 'src/admin',
};

interface Lock {
  packages: Record<string, { version: string; link?: boolean }>;
}
interface Bill {
  components: { name: string; version: string; scope: string }[];
}

/** The steps of the Dockerfile, run in a folder for each of its stages. */
describe('the image', () => {
  const database = useEmptyDatabase();
  const host = useHostFolder();
  const root = (...names: string[]) => host.path('image', 'app', ...names);

  async function copy(stage: string, rest: string): Promise<void> {
    const [from, ...words] = rest.startsWith('--from=')
      ? rest.replace('--from=', '').split(' ')
      : ['', ...rest.split(' ')];
    const to = host.path(stage, 'app', words.pop()!);
    for (const word of words) {
      const source = from ? host.path(from, word) : word;
      const isFolder = statSync(source).isDirectory();
      const target = !isFolder && to.endsWith('/') ? join(to, basename(source)) : to;
      await cp(source, target, { recursive: true, verbatimSymlinks: true, filter: (path) => !ignored.includes(path) });
    }
  }

  beforeAll(async () => {
    let stage = '';
    for (const [name, rest] of instructions) {
      if (name === 'FROM') stage = / AS (\w+)$/.exec(rest)?.[1] ?? 'image';
      if (name === 'WORKDIR') await mkdir(host.path(stage, rest), { recursive: true });
      if (name === 'COPY') await copy(stage, rest);
      if (name === 'RUN') await host.run(rest, { cwd: join(stage, 'app') });
    }
  }, INSTALLING_MS);

  const files = (folder: string): string[] => readdirSync(root(folder), { recursive: true, encoding: 'utf8' });

  it('holds what the service runs, and neither sources nor tests', () => {
    expect(readdirSync(root()).sort()).toEqual(['dist', 'node_modules', 'package.json', 'production.env', 'src']);
    expect(readdirSync(root('src')).sort()).toEqual(['admin', 'learning-engine']);
    for (const folder of ['admin', 'learning-engine']) {
      expect(readdirSync(root('src', folder)).sort()).toEqual(['dist', 'package.json']);
    }
    for (const folder of ['dist', 'src']) {
      expect(files(folder).filter((file) => /\.spec\.|(?<!\.d)\.ts$/.test(file))).toEqual([]);
    }
  });

  it('holds the packages of the bill of materials, and no other', () => {
    const { packages } = JSON.parse(readFileSync(root('node_modules', '.package-lock.json'), 'utf8')) as Lock;
    const places = Object.keys(packages).filter((place) => !packages[place]!.link);
    const { components } = JSON.parse(execFileSync('npm', ['run', '--silent', 'sbom'], { encoding: 'utf8' })) as Bill;
    const needed = components.filter(({ scope }) => scope === 'required');
    const named = (place: string) => `${place.split('node_modules/').pop()}@${packages[place]!.version}`;

    expect(places.filter((place) => !existsSync(root(place)))).toEqual([]);
    expect([...new Set(places.map(named))].sort()).toEqual(
      needed.map(({ name, version }) => `${WORKSPACES[name] ?? name}@${version}`).sort(),
    );
  });

  it('is small', () => {
    const bytes = files('.').reduce((sum, file) => sum + lstatSync(root(file)).size, 0);

    expect(bytes).toBeLessThan(110e6);
  });

  it('migrates, serves, is found healthy, and ends when it is told to', async () => {
    const env = { DATABASE_URL: database.url, JWT_SECRET: randomSecret(), PORT: '0', NODE_ENV: undefined };
    await host.run('npm run migration:run:prod', { cwd: 'image/app', env });
    const start = (command: string[], more = {}) =>
      Spawned.run(command[0]!, command.slice(1), cleanEnv({ ...env, ...more }), root());

    const service = start(JSON.parse(all('CMD')[0]!) as string[]);
    try {
      const [, PORT] = await service.saying(/"port":(\d+),.*is up"/);
      expect(await start(healthCheck, { PORT }).end()).toBe(0);
      expect(await start(['node', 'dist/cli/main.js', 'status', '--json']).end()).toBe(1); // the server of the tests is not durable
    } finally {
      service.signal('SIGTERM');
    }
    expect(await service.end()).toBe(0);
  });
});
