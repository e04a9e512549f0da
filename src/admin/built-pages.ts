import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the built app. */
export interface BuiltFile {
  type: string;
  bytes: Buffer;
  /** The same, compressed by gzip; undefined where that made it no smaller. */
  gzip?: Buffer;
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Built files lie beside the built modules. */
const FOLDER = [new URL('./pages/', import.meta.url), new URL('./dist/pages/', import.meta.url)]
  .map((url) => fileURLToPath(url))
  .find((folder) => existsSync(folder));

/** All files of the built app by their path, such as `index.html`; none before it was built. */
export function builtPages(): ReadonlyMap<string, BuiltFile> {
  if (!FOLDER) return new Map();
  const paths = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((path) => extname(path) in TYPES);
  return new Map(paths.map((path) => [path.replaceAll('\\', '/'), fileAt(join(FOLDER, path))]));
}

function fileAt(path: string): BuiltFile {
  const compressed = `${path}.gz`;
  const isSmaller = existsSync(compressed) && statSync(compressed).size < statSync(path).size;
  return {
    type: TYPES[extname(path)]!,
    bytes: readFileSync(path),
    ...(isSmaller && { gzip: readFileSync(compressed) }),
  };
}
