import { type OpenAPIObject } from '@nestjs/swagger';
import { type Contract, pascalCase, reference, schemaOf } from './describe-algorithms.js';

interface ObjectSchema {
  properties: Record<string, object>;
}
interface Payload {
  content: { 'application/json': { schema: object; examples?: Record<string, object> } };
}
/** What the document has of the route that computes. */
interface Compute {
  operationId: string;
  summary: string;
  parameters: { name: string }[];
  requestBody: Payload;
  responses: { 201: Payload };
}

const PATH = '/v1/learning/{algo_key}';

/**
 * Adds a path for each key, such as `/v1/learning/mastery`, to the one for all of them: the same route, whose request and answer
 * have the types of that algorithm's versions, for clients that are generated from the document.
 */
export function computeByKey(document: OpenAPIObject, contracts: readonly Contract[]): OpenAPIObject {
  const schemas = document.components!.schemas as Record<string, ObjectSchema>;
  const { [PATH]: forAll, ...paths } = document.paths;
  const computing = contracts.filter(({ isStub }) => !isStub);
  for (const key of new Set(computing.map(({ algoKey }) => algoKey))) {
    const versions = computing.filter(({ algoKey }) => algoKey === key);
    const compute = structuredClone(forAll!.post) as unknown as Compute;
    paths[PATH.replace('{algo_key}', key)] = { post: operationOf(compute, key, versions, schemas) as never };
  }
  document.paths = { ...paths, [PATH]: forAll! };
  return document;
}

function operationOf(
  compute: Compute,
  key: string,
  versions: readonly Contract[],
  schemas: Record<string, ObjectSchema>,
): Compute {
  const name = pascalCase(key);
  const request = compute.requestBody.content['application/json'];
  schemas[`${name}ComputeRequest`] = withProperties(schemas.ComputeRequest!, {
    input: anyOf(versions.map((version) => schemaOf(version, 'input'))),
  });
  request.schema = reference(`${name}ComputeRequest`);
  request.examples = Object.fromEntries(Object.entries(request.examples ?? {}).filter(([of]) => of === key));
  compute.responses[201].content['application/json'].schema = anyOf(
    versions.map((contract) => {
      const computation = `${name}${pascalCase(contract.version)}Computation`;
      schemas[computation] = withProperties(schemas.ComputationResponse!, {
        algo_key: { type: 'string', enum: [key] },
        version: { type: 'string', enum: [contract.version], description: 'The version that computed.' },
        output: schemaOf(contract, 'output'),
      });
      return reference(computation);
    }),
  );
  return {
    ...compute,
    operationId: `compute${name}`,
    summary: `Run the active version of ${key}`,
    parameters: compute.parameters.filter((parameter) => parameter.name !== 'algo_key'),
  };
}

const anyOf = (schemas: object[]): object => (schemas.length === 1 ? schemas[0]! : { anyOf: schemas });

const withProperties = (schema: ObjectSchema, properties: Record<string, object>): ObjectSchema => ({
  ...schema,
  properties: { ...schema.properties, ...properties },
});
