import { type CatalogEntry } from '../catalog/algorithm-catalog.js';
import { copyJson, type JsonCopy, type JsonLimits } from '../json/copy-json.js';
import { judgeInput, VALID } from '../schema/judge-input.js';
import { pathOf } from '../json/problem.js';
import { AlgorithmNotImplementedError } from '../errors/algorithm.errors.js';
import { AlgorithmFailedError, InvalidOutputError } from '../errors/execution.errors.js';
import { InvalidInputError } from '../errors/input.errors.js';
import { isOneOf } from './is-one-of.js';
import { swallowRejections } from './swallow-rejections.js';

/** What was written out: a value of JSON and its RFC 8785 text. */
export type Written = Exclude<JsonCopy, { problem: unknown }>;

/**
 * Computes between start and end of a run: input and output are held to what the version promises. The same on the main thread
 * and in others.
 *
 * @param params complete, valid and frozen
 * @throws InvalidInputError, AlgorithmNotImplementedError, InvalidOutputError, AlgorithmFailedError
 */
export function judgedOutput(
  { definition, algorithm }: CatalogEntry,
  params: object,
  input: JsonCopy,
  limits: JsonLimits,
): Written {
  const { key, version } = definition;
  if ('problem' in input) {
    throw new InvalidInputError(key, version, pathOf(input.problem.pointer), input.problem.reason);
  }
  if (definition.isStub) throw new AlgorithmNotImplementedError(key, version);
  const { problems, unfit } = definition.input ? judgeInput(definition.input, input.value) : VALID;
  const [problem, ...others] = problems;
  if (problem) throw new InvalidInputError(key, version, problem.path, problem.reason, [...others, ...unfit]);
  const returned = call(definition, () => algorithm.compute(params, input.value, unfit));
  const output = copyJson(returned, limits);
  if ('problem' in output) {
    swallowRejections(returned);
    throw new InvalidOutputError(key, version, output.problem.pointer, output.problem.reason);
  }
  return output;
}

function call({ key, version }: CatalogEntry['definition'], compute: () => unknown): unknown {
  try {
    return compute();
  } catch (error) {
    if (isOneOf([AlgorithmNotImplementedError, InvalidInputError], error)) throw error;
    throw new AlgorithmFailedError(key, version, error);
  }
}
