import { type OpenAPIObject } from '@nestjs/swagger';
import { type ExecutionService } from 'learning-engine';

type Contract = ReturnType<ExecutionService['listContracts']>[number];

const PARTS = ['params', 'input', 'output'] as const;
type Part = (typeof PARTS)[number];

/** Where the document speaks of what a version takes or gives: schema, property, and what it is. */
const PLACES: readonly [string, string, Part][] = [
  ['ComputeRequest', 'input', 'input'],
  ['ComputationResponse', 'output', 'output'],
  ['CreateParamsRequest', 'params', 'params'],
];

const ANY_OBJECT = { type: 'object', additionalProperties: true };

/** Adds a schema for the parameters, the input and the output of each version, such as `MasteryV1Input`. */
export function describeAlgorithms(document: OpenAPIObject, contracts: readonly Contract[]): OpenAPIObject {
  const schemas = document.components!.schemas as Record<string, object>;
  const named = contracts.flatMap((contract) =>
    PARTS.flatMap((part) => (contract[part] ? [{ name: nameOf(contract, part), part, schema: contract[part] }] : [])),
  );
  for (const { name, schema } of named) schemas[name] = schema;
  for (const [type, property, part] of PLACES) {
    const { properties } = schemas[type] as { properties: Record<string, object> };
    const { description, example } = properties[property] as { description: string; example: unknown };
    const known = named
      .filter((one) => one.part === part)
      .map(({ name }) => ({ $ref: `#/components/schemas/${name}` }));
    properties[property] = { description, example, anyOf: [...known, ANY_OBJECT] };
  }
  return document;
}

/** `mastery`, `v1` and `input`: MasteryV1Input */
const nameOf = ({ algoKey, version }: Contract, part: Part): string =>
  `${algoKey}_${version}_${part}`.replaceAll(/(?:^|_)([a-z\d])/g, (_match, letter: string) => letter.toUpperCase());
