import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { testFiles } from '../support/test-files.js';

const pages = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
  join('test', 'README.md'),
];

const textOf = (page: string): string => readFileSync(page, 'utf8').replaceAll(/```[\s\S]*?```/g, '');

/** As GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-');
const anchorsIn = (page: string): string[] =>
  [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!));

const linksIn = (page: string): string[] =>
  [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!).filter((link) => !/^https?:/.test(link));

function leads(page: string, link: string): boolean {
  const [path, anchor] = link.split('#');
  const target = path ? normalize(join(dirname(page), path)) : page;
  return existsSync(target) && (anchor === undefined || anchorsIn(target).includes(anchor));
}

/** The names in the last column of tables that end in "test". */
const testsNamedIn = (page: string): string[] =>
  [...readFileSync(page, 'utf8').matchAll(/^\|.*\| test \|\n\|[ -|]+\n((?:\|.*\n)+)/gm)]
    .flatMap(([, rows]) => rows!.trimEnd().split('\n'))
    .flatMap((row) =>
      [
        ...row
          .split(' | ')
          .at(-1)!
          .matchAll(/`([^`]+)`/g),
      ].map(([, name]) => name!),
    );

describe('documents', () => {
  it.each([
    ['docs/guarantees.md', 100],
    ['docs/security.md', 50],
    ['docs/compliance.md', 30],
  ])('%s names tests that exist', (page, least) => {
    const named = testsNamedIn(page);

    expect(named.length).toBeGreaterThan(least);
    expect(named.filter((name) => !testFiles.includes(name))).toEqual([]);
  });

  it.each(pages)('%s has links that lead somewhere', (page) => {
    expect(linksIn(page).filter((link) => !leads(page, link))).toEqual([]);
  });

  it('are all on the map, and all decisions in their list', () => {
    const map = new Set([...linksIn('docs/README.md')].map((link) => normalize(join('docs', link))));
    const decisions = new Set(linksIn('docs/adr/README.md').map((link) => join('docs', 'adr', link)));
    const listed = (page: string) =>
      page === join('docs', 'README.md') || page.startsWith(join('docs', 'performance', 'results')) || map.has(page);

    expect(pages.filter((page) => page.startsWith('docs') && !listed(page) && !decisions.has(page))).toEqual([]);
  });
});
