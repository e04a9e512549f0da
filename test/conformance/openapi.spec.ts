import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { problemTypes } from '../../src/http/problems/problem-types.js';
import { openApiDocument } from '../../src/openapi/openapi-document.js';
import { routeAccess } from '../../src/openapi/route-access.js';
import { useService } from '../support/http/use-service.js';

/** Pages for people. */
const EXCLUDED = ['getProblems'];

const FILE = 'docs/openapi.json';

describe('the API document', () => {
  const service = useService();
  const current = () => `${JSON.stringify(openApiDocument(service.app), null, 2)}\n`;

  it(`is recorded in ${FILE}: after a change, npm run openapi:record`, () => {
    if (process.env.RECORD_OPENAPI) writeFileSync(FILE, current());
    expect(current()).toBe(readFileSync(FILE, 'utf8'));
  });

  it('has an operation for every route, with an id of its own', () => {
    const operations = Object.values(openApiDocument(service.app).paths).flatMap(
      (path) => Object.values(path) as { operationId: string }[],
    );
    const ids = operations.map(({ operationId }) => operationId).sort();
    const routes = [...routeAccess(service.app).keys()].filter((name) => !EXCLUDED.includes(name));

    expect(ids).toEqual(routes.sort());
  });

  it('says of every route that writes that it takes an Idempotency-Key', () => {
    const paths = Object.entries(openApiDocument(service.app).paths);
    const without = paths.filter(
      ([, { post }]) => post && !JSON.stringify(post.parameters).includes('"Idempotency-Key"'),
    );

    expect(without).toEqual([]);
  });

  it('has a line for every route and every problem in docs/http-api.md', () => {
    const page = readFileSync('docs/http-api.md', 'utf8');
    const paths = Object.keys(openApiDocument(service.app).paths);

    expect(Object.keys(problemTypes).filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([]);
    expect(paths.filter((path) => !page.includes(path.split('/versions/{version}').at(-1)!))).toEqual([]);
  });

  it('gives a linter nothing to say', () => {
    const findings = execFileSync(process.execPath, ['test/support/http/lint-openapi.cli.mjs', FILE], {
      encoding: 'utf8',
    });
    expect(JSON.parse(findings)).toEqual([]);
  });
});
