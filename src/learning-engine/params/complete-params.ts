import { type Type } from '@nestjs/common';
import { validateSync } from 'class-validator';
import { copyJson, type JsonCopy, type JsonLimits } from '../contracts/copy-json.js';
import { type JsonObject } from '../contracts/json.js';
import { type AlgorithmDefinition } from '../contracts/learning-algorithm.decorator.js';

type CompleteParams = { value: JsonObject; canonical: string };

/** The default parameters of a version: what its params class holds when constructed. */
export const defaultParams = (params: Type<object>): JsonObject => ({ ...new params() });

/**
 * Copies a parameter set, judges it by the rules of its version and completes it with the defaults. Unknown keys are
 * found first, then each parameter is checked in the order of its declaration; the first failure is the error.
 */
export const completeParams = (
  definition: AlgorithmDefinition,
  source: unknown,
  limits: JsonLimits,
): CompleteParams | { error: string } => completeCopy(definition, copyJson(source, limits), limits);

/** The same for a set that was copied before, for one that has to wait until its version is known. */
export function completeCopy(
  { key, params: Params }: AlgorithmDefinition,
  copy: JsonCopy,
  limits: JsonLimits,
): CompleteParams | { error: string } {
  if ('problem' in copy) return { error: `${key} params${copy.problem.pointer} ${copy.problem.reason}` };

  const complete: object = Object.assign(new Params(), copy.value);
  const known = Object.keys(defaultParams(Params));
  const unknown = Object.keys(copy.value).find((name) => !known.includes(name));
  if (unknown !== undefined) return { error: `${key}.${unknown} is not a known parameter` };

  const failures = validateSync(complete);
  const first = known.flatMap((name) => failures.filter(({ property }) => property === name))[0];
  if (first) return { error: `${key}.${first.property} ${Object.values(first.constraints ?? {})[0]}` };

  const completed = copyJson({ ...complete }, limits);
  return 'problem' in completed ? { error: `${key} params ${completed.problem.reason}` } : completed;
}
