import { type OpenAPIObject } from '@nestjs/swagger';
import { type ExecutionService, isJsonObject } from 'learning-engine';

export type Contract = ReturnType<ExecutionService['listContracts']>[number];

const PARTS = ['params', 'input', 'output'] as const;
type Part = (typeof PARTS)[number];

const ANY_OBJECT = { type: 'object', additionalProperties: true };

/**
 * Adds a schema for the parameters of each version, such as `MasteryV1Params`, and for input and output of those that compute.
 * A new set is one of a version's; each of its parameters has a default, so it may be left out.
 */
export function describeAlgorithms(document: OpenAPIObject, contracts: readonly Contract[]): OpenAPIObject {
  const schemas = document.components!.schemas as Record<string, object>;
  for (const contract of contracts) {
    for (const part of PARTS.filter((one) => isDescribed(contract, one))) {
      const schema = withoutBareObjects(contract[part]) as { required?: string[] };
      if (part === 'params') delete schema.required;
      schemas[nameOf(contract, part)] = schema;
    }
  }
  const { properties } = schemas.CreateParamsRequest as { properties: { params: Record<string, unknown> } };
  const { description, example } = properties.params;
  properties.params = { description, example, anyOf: contracts.map((contract) => schemaOf(contract, 'params')) };
  return document;
}

/**
 * The same schema without `type: object` alone within an `allOf`: it stands there for the order of messages, and generators of
 * clients make an object without fields of it.
 */
function withoutBareObjects(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutBareObjects);
  if (!isJsonObject(schema)) return schema;
  const { allOf, ...rest } = schema;
  const copy = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, withoutBareObjects(value)]));
  if (!Array.isArray(allOf)) return copy;
  return {
    ...copy,
    allOf: allOf.filter((rule) => JSON.stringify(rule) !== '{"type":"object"}').map(withoutBareObjects),
  };
}

/** A reference to what a version takes or gives, which may be any object. */
export const schemaOf = (contract: Contract, part: Part): object =>
  isDescribed(contract, part) ? reference(nameOf(contract, part)) : ANY_OBJECT;

export const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** `mastery`, `v1`: MasteryV1 */
export const pascalCase = (...names: string[]): string =>
  names.join('_').replaceAll(/(?:^|_)([a-z\d])/g, (_match, letter: string) => letter.toUpperCase());

/** A stub never gets as far as its input. */
const isDescribed = (contract: Contract, part: Part): boolean =>
  contract[part] !== null && (part === 'params' || !contract.isStub);

const nameOf = ({ algoKey, version }: Contract, part: Part): string => pascalCase(algoKey, version, part);
