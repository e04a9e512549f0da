import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';

interface Package {
  version: string;
  resolved?: string;
  link?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

interface Bill {
  metadata: { component: { name: string; type: string } };
  components: { name: string; version: string; hashes?: object[] }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Package> };

/** Where Node finds a package that the one in `from` imports: there, or in a folder above. */
function placeOf(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const place = folder === '.' || folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    const { link, resolved } = packages[place] ?? {};
    if (packages[place]) return link ? resolved : place;
    if (folder === '.' || folder === '') return undefined;
  }
}

/** What the service leads to by the dependencies of its package.json: `name@version` of each. */
function productionTree(): Set<string> {
  const found = new Map<string, string>();
  const visit = (place: string) => {
    const { dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta } = packages[place]!;
    const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta?.[name]?.optional);
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies }).concat(peers)) {
      const to = placeOf(name, place);
      if (!to) throw new Error(`${place} lacks ${name}`);
      if (found.has(to)) continue;
      found.set(to, `${name}@${packages[to]!.version}`);
      visit(to);
    }
  };
  visit('');
  return new Set(found.values());
}

describe('npm run sbom', () => {
  const bill = JSON.parse(execFileSync('npm', ['run', '--silent', 'sbom'], { encoding: 'utf8' })) as Bill;
  const named = ({ name, version }: { name: string; version: string }) => `${name}@${version}`;

  it('names every package that the service needs in production, and no other', () => {
    expect(bill.metadata.component).toMatchObject({ name: 'learning-engine-service', type: 'application' });
    expect(bill.components.map(named).sort()).toEqual([...productionTree()].sort());
  });

  it('says what each of them needs, and the digest of each that comes from the registry', () => {
    const [engine] = bill.dependencies.filter(({ ref }) => ref.startsWith('learning-engine@'));

    expect(engine!.dependsOn).toContainEqual(expect.stringMatching(/^pg@/));
    expect(
      bill.components
        .filter(({ hashes }) => !hashes)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['learning-engine', 'learning-engine-admin']);
  });
});
