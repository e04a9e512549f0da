// Writes the types of the API for the pages, made of docs/openapi.json: `npm run openapi:record`. With --check, compares only.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const FILE = join(import.meta.dirname, 'app', 'api', 'schema.d.ts');
const document = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/openapi.json'), 'utf8'));

/** What versions of algorithms take and give differs by version: pages know it from the contract that the API gives them. */
const OF_A_VERSION = /V\d+(Params|Input|Output|Computation)$/;

function withoutWords(value, key) {
  if (Array.isArray(value)) return value.map((one) => withoutWords(one));
  if (value === null || typeof value !== 'object') return value;
  if (OF_A_VERSION.test(value.$ref ?? '')) return { type: 'object', additionalProperties: true };
  const alternatives = value.anyOf ?? value.oneOf;
  if (alternatives?.every(({ $ref }) => OF_A_VERSION.test($ref ?? ''))) {
    return { type: 'object', additionalProperties: true };
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => key === 'properties' || !['description', 'example', 'examples', 'title'].includes(name))
      .filter(([name]) => !OF_A_VERSION.test(name))
      // Every problem has the same form.
      .filter(([name]) => key !== 'responses' || !(/^[45]/.test(name) && name !== '404'))
      .map(([name, one]) => [name, key === 'responses' && name === '404' ? PROBLEM : withoutWords(one, name)]),
  );
}

const PROBLEM = {
  description: '',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemResponse' } } },
};

for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
  if (operation.responses) operation.responses['404'] ??= PROBLEM;
}
const types = `// Made of docs/openapi.json by \`npm run openapi:record\`.\n${astToString(await openapiTS(withoutWords(document)))}`;
if (!process.argv.includes('--check')) writeFileSync(FILE, types);
else if (types !== readFileSync(FILE, 'utf8')) {
  console.error('src/admin/app/api/schema.d.ts is not what docs/openapi.json says: npm run openapi:record');
  process.exitCode = 1;
}
