import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Words that a reader has to decode, and what to write instead. CONTRIBUTING.md has the glossary. */
const BANNED: readonly [word: RegExp, instead: string][] = [
  [/\bnobody\b/i, 'the subject: no role, no caller, no process'],
  [/\bsomebody\b/i, 'the subject: another account, another user, a process'],
  [/\bwhoever\b/i, 'the subject: the caller, the signer; or: regardless of the writer'],
  [/\b(what|which|that|is|was|are|were|goes|went|makes? it|made|stays?) live\b/i, 'active'],
  [/\bnot live\b/i, 'not active'],
  [/\blive (version|pair|set|parameters|one)/i, 'active version'],
  [/\bcom(e|es|ing)\s+into\s+being\b/i, 'is made'],
  [/\b(take|takes|taken|took|taking)\s+back\b/i, 'roll back, revert, undo'],
  [/\bon\s+record\b/i, 'recorded, registered'],
  [/\bunder\s+way\b/i, 'in flight'],
  [/\bas\s+a\s+rule\b/i, 'usually'],
  [/\bhears?\s+of\b/i, 'gets, is called with'],
  [/\bfor\s+sure\b/i, 'exactly, always'],
  [/\btold\s+to\s+stop\b/i, 'asked to stop'],
  [/\bledger\b/i, 'activation log'],
  [/\b(he|him|his|himself)\b/i, 'they, them, their'],
];

/** `nobody` in quotes is an account of Unix. Migrations that ran keep their names and the messages of their triggers. */
const EXCEPTION = /(['"`])nobody\1|\/\^nobody\/|(activation|round)-ledger|The ledger is append-only/g;

const TEXTS = /\.(ts|tsx|mts|mjs|md|yaml|example)$/;
/** Generated, or the list itself. */
const LEFT_OUT = ['docs/performance/results.md', 'test/conformance/language.spec.ts'];

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/](dist|node_modules)[\\/]/.test(path));

const files = [
  ...readdirSync('.').filter((name) => TEXTS.test(name)),
  ...['src', 'deploy', 'docs', 'test'].flatMap(filesIn).filter((path) => TEXTS.test(path)),
].filter((path) => !LEFT_OUT.includes(path.replaceAll('\\', '/')));

/** Each line with the beginning of the next one, since a phrase may go on there. */
const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .replaceAll(EXCEPTION, '')
    .split('\n')
    .map((line, index, lines) => ({
      text: `${line} ${(lines[index + 1] ?? '').replace(/^\s*(\*|\/\/|#)?\s*/, '')}`,
      at: `${path}:${index + 1}`,
    }));

describe('the language of code, tests and documents', () => {
  const lines = files.flatMap(linesOf);

  it('is looked at in all of them', () => {
    expect(files.length).toBeGreaterThan(500);
    expect(files).toEqual(expect.arrayContaining(['README.md', '.env.example', join('docs', 'operations.md')]));
  });

  it.each(BANNED)('has no %s, but: %s', (word) => {
    expect(lines.filter(({ text }) => word.test(text)).map(({ at, text }) => `${at}: ${text.trim()}`)).toEqual([]);
  });
});
