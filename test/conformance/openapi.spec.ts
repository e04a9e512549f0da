import { Reflector } from '@nestjs/core';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ALGO_KEYS } from 'learning-engine';
import { problemTypes } from 'learning-engine/http';
import { builtInAlgorithms } from '../../src/learning-engine/algorithms/index.js';
import {
  type AlgorithmDefinition,
  AlgorithmDefinitionMetadata,
} from '../../src/learning-engine/authoring/learning-algorithm.decorator.js';
import { openApiDocument } from '../../src/openapi/openapi-document.js';
import { routeAccess } from '../../src/openapi/route-access.js';
import { useService } from '../support/http/use-service.js';

/** Pages for people. */
const EXCLUDED = ['getAsset', 'getPage', 'getProblems', 'openAddress', 'openAdmin'];

const FILE = 'docs/openapi.json';

interface Payload {
  content: { 'application/json': { schema: object } };
}
interface ComputeOperation {
  parameters: { name: string }[];
  requestBody: Payload;
  responses: { '201': Payload };
}

type BatchOperation = Omit<ComputeOperation, 'responses'> & { responses: { '200': Payload } };

const nameOf = (key: string) => key[0]!.toUpperCase() + key.slice(1);
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** The versions that compute: v0 are stubs. */
const computing = builtInAlgorithms
  .map((algorithm) => new Reflector().get<AlgorithmDefinition>(AlgorithmDefinitionMetadata.KEY, algorithm))
  .filter(({ version }) => version !== 'v0');

/** `from_line` makes its requests safe to repeat: a body that comes in parts is not known before its end. */
const IMPORTS = '/v1/learning/imports';

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
    const byKey = ALGO_KEYS.flatMap((key) => [`compute${nameOf(key)}`, `compute${nameOf(key)}Batch`]);

    expect(ids).toEqual([...routes, ...byKey].sort());
  });

  it.each(ALGO_KEYS)('knows what %s takes and gives, for clients that are generated from it', (key) => {
    const { paths, components } = openApiDocument(service.app) as unknown as {
      paths: Record<string, { post: ComputeOperation }>;
      components: { schemas: Record<string, { properties: Record<string, unknown>; required: string[] }> };
    };
    const { parameters, requestBody, responses } = paths[`/v1/learning/${key}`]!.post;
    const name = nameOf(key);
    const { schemas } = components;

    expect(parameters.map((parameter) => parameter.name)).not.toContain('algo_key');
    const versions = computing.filter((one) => one.key === key).map(({ version }) => `${name}${version.toUpperCase()}`);
    const anyOf = (part: string) => {
      const references = versions.map((version) => reference(`${version}${part}`));
      return references.length === 1 ? references[0] : { anyOf: references };
    };

    expect(versions).toContain(`${name}V1`);
    expect(requestBody.content['application/json'].schema).toEqual(reference(`${name}ComputeRequest`));
    expect(schemas[`${name}ComputeRequest`]!.properties.input).toEqual(anyOf('Input'));
    expect(responses['201'].content['application/json'].schema).toEqual(anyOf('Computation'));
    const ofBatch = paths[`/v1/learning/${key}/batch`]!.post as unknown as BatchOperation;
    expect(ofBatch.requestBody.content['application/json'].schema).toEqual(reference(`${name}BatchRequest`));
    expect(schemas[`${name}BatchRequest`]!.properties.items).toMatchObject({
      items: { properties: { input: anyOf('Input') } },
    });
    expect(ofBatch.responses['200'].content['application/json'].schema).toEqual(reference(`${name}BatchResponse`));
    expect(schemas[`${name}BatchResponse`]!.properties.results).toMatchObject({
      items: reference(`${name}BatchResult`),
    });
    expect(schemas[`${name}BatchResult`]!.properties.computation).toEqual(anyOf('Computation'));
    for (const version of versions) {
      expect(schemas[`${version}Computation`]).toMatchObject({
        properties: {
          ...{ algo_key: { enum: [key] }, version: { enum: [version.slice(name.length).toLowerCase()] } },
          output: reference(`${version}Output`),
        },
        required: expect.arrayContaining(['algo_key', 'version', 'output']) as string[],
      });
      for (const part of ['Input', 'Output']) {
        expect(schemas[`${version}${part}`]).toHaveProperty('properties');
        // Generators make an object without fields of it, which nothing matches.
        expect(JSON.stringify(schemas[`${version}${part}`])).not.toContain('"allOf":[{"type":"object"}');
      }
    }
  });

  it('knows the parameters of every version, each of which a new set may leave out', () => {
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema(openApiDocument(service.app), 'api');
    const isKnown = ajv.compile({ $ref: 'api#/components/schemas/CreateParamsRequest' });
    const sets = [{}, { threshold: 0.7 }, { p_init: 0.3, p_slip: 0.1 }, { threshold: '0.7' }, { p_innit: 0.3 }];

    expect(sets.filter((params) => isKnown({ params }))).toEqual(sets.slice(0, 3));
  });

  it('says of every route that writes that it takes an Idempotency-Key', () => {
    const paths = Object.entries(openApiDocument(service.app).paths);
    const without = paths.filter(
      ([path, { post }]) => post && path !== IMPORTS && !JSON.stringify(post.parameters).includes('"Idempotency-Key"'),
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
