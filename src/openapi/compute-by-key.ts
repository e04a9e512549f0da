import { type OpenAPIObject } from '@nestjs/swagger';
import { type Contract, pascalCase, reference, schemaOf } from './describe-algorithms.js';

interface ObjectSchema {
  properties: Record<string, object>;
}
interface Payload {
  content: { 'application/json': { schema: object; examples?: Record<string, object> } };
}
/** What the document has of a route that computes. */
interface Compute {
  operationId: string;
  summary: string;
  parameters: { name: string }[];
  requestBody: Payload;
  responses: Record<string, Payload>;
}
type Schemas = Record<string, ObjectSchema>;

/** A route that computes by any algorithm. */
interface Route {
  path: string;
  /** Of the answer that is no problem. */
  status: number;
  /** Adds the schemas of its request and its answer for one algorithm. */
  schemasOf: (name: string, versions: readonly Contract[], schemas: Schemas) => { request: object; answer: object };
}

const ROUTES: readonly Route[] = [
  { path: '/v1/learning/{algo_key}', status: 201, schemasOf: ofOne },
  { path: '/v1/learning/{algo_key}/batch', status: 200, schemasOf: ofBatch },
];

/**
 * Adds a path for each key, such as `/v1/learning/mastery`, to those for all of them: the same route, whose request and answer
 * have the types of that algorithm's versions, for clients that are generated from the document.
 */
export function computeByKey(document: OpenAPIObject, contracts: readonly Contract[]): OpenAPIObject {
  const schemas = document.components!.schemas as Schemas;
  const forAll = ROUTES.map((route) => ({ ...route, operations: document.paths[route.path]! }));
  const paths = { ...document.paths };
  for (const { path } of forAll) delete paths[path];
  const computing = contracts.filter(({ isStub }) => !isStub);
  for (const key of new Set(computing.map(({ algoKey }) => algoKey))) {
    const versions = computing.filter(({ algoKey }) => algoKey === key);
    for (const { path, operations, ...route } of forAll) {
      const compute = structuredClone(operations.post) as unknown as Compute;
      const described = route.schemasOf(pascalCase(key), versions, schemas);
      paths[path.replace('{algo_key}', key)] = { post: operationOf(compute, key, route.status, described) as never };
    }
  }
  for (const { path, operations } of forAll) paths[path] = operations;
  document.paths = paths;
  return document;
}

function operationOf(
  compute: Compute,
  key: string,
  status: number,
  { request, answer }: { request: object; answer: object },
): Compute {
  const body = compute.requestBody.content['application/json'];
  body.schema = request;
  body.examples = Object.fromEntries(Object.entries(body.examples ?? {}).filter(([of]) => of === key));
  compute.responses[status]!.content['application/json'].schema = answer;
  return {
    ...compute,
    operationId: compute.operationId.replace('compute', `compute${pascalCase(key)}`),
    summary: compute.summary.replace('an algorithm', key),
    parameters: compute.parameters.filter((parameter) => parameter.name !== 'algo_key'),
  };
}

function ofOne(name: string, versions: readonly Contract[], schemas: Schemas) {
  schemas[`${name}ComputeRequest`] = withProperties(schemas.ComputeRequest!, { input: inputOf(versions) });
  const computations = versions.map((contract) => {
    const computation = `${name}${pascalCase(contract.version)}Computation`;
    schemas[computation] = withProperties(schemas.ComputationResponse!, {
      algo_key: { type: 'string', enum: [contract.algoKey] },
      version: { type: 'string', enum: [contract.version], description: 'The version that computed.' },
      output: schemaOf(contract, 'output'),
    });
    return reference(computation);
  });
  return { request: reference(`${name}ComputeRequest`), answer: anyOf(computations) };
}

function ofBatch(name: string, versions: readonly Contract[], schemas: Schemas) {
  const { items, ...list } = schemas.BatchRequest!.properties.items as { items: ObjectSchema };
  schemas[`${name}BatchRequest`] = withProperties(schemas.BatchRequest!, {
    items: { ...list, items: withProperties(items, { input: inputOf(versions) }) },
  });
  const computations = versions.map(({ version }) => reference(`${name}${pascalCase(version)}Computation`));
  schemas[`${name}BatchResult`] = withProperties(schemas.BatchResultResponse!, { computation: anyOf(computations) });
  schemas[`${name}BatchResponse`] = withProperties(schemas.BatchResponse!, {
    results: { ...schemas.BatchResponse!.properties.results, items: reference(`${name}BatchResult`) },
  });
  return { request: reference(`${name}BatchRequest`), answer: reference(`${name}BatchResponse`) };
}

const inputOf = (versions: readonly Contract[]): object => anyOf(versions.map((version) => schemaOf(version, 'input')));

const anyOf = (schemas: object[]): object => (schemas.length === 1 ? schemas[0]! : { anyOf: schemas });

const withProperties = (schema: ObjectSchema, properties: Record<string, object>): ObjectSchema => ({
  ...schema,
  properties: { ...schema.properties, ...properties },
});
