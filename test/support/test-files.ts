import { readdirSync } from 'node:fs';

/** The names of all files with tests, as documents give them: `routes` for `test/conformance/routes.spec.ts`. */
export const testFiles = ['src', 'test']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }))
  .map((path) => /([^\\/]+?)\.(?:int-|e2e-|browser-)?spec\.ts$/.exec(path)?.[1]);
