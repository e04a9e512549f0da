import { type AlgorithmDefinition } from '../authoring/learning-algorithm.decorator.js';
import { paramsSchema } from '../authoring/params-schema.js';
import { schemaOf } from '../schema/json-schema.js';
import { type VersionContract } from './execution.js';

export const contractOf = ({ params, input, output }: AlgorithmDefinition): VersionContract => ({
  params: paramsSchema(params),
  input: input ? schemaOf(input) : null,
  output: output ? schemaOf(output) : null,
});
