import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const PAGES = join('src', 'admin', 'dist', 'pages');

/** What a browser loads before the first page is there: the entry, its style sheet, and the page itself. */
function firstLoad(): string[] {
  const html = readFileSync(join(PAGES, 'index.html'), 'utf8');
  const entry = [...html.matchAll(/"\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path!);
  const script = readFileSync(
    join(
      PAGES,
      entry.find((path) => path.endsWith('.js'))!,
    ),
    'utf8',
  );
  const overview = /overview-page-[\w-]+\.js/.exec(script)![0];
  return [...entry, `assets/${overview}`];
}

describe('the built pages', () => {
  beforeAll(() => {
    execFileSync(process.execPath, [join('src', 'admin', 'build-pages.mjs')]);
  });

  it('show the first page after at most 250 kB', () => {
    const bytes = firstLoad().map((path) => statSync(join(PAGES, `${path}.gz`)).size);

    expect(bytes.length).toBeGreaterThanOrEqual(3);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(250_000);
  });

  it('are not built again when nothing in them has changed', () => {
    const stamp = () => statSync(join(PAGES, 'index.html')).mtimeMs;
    const before = stamp();
    execFileSync(process.execPath, [join('src', 'admin', 'build-pages.mjs')]);

    expect(existsSync(join(PAGES, 'index.html'))).toBe(true);
    expect(stamp()).toBe(before);
  });
});
