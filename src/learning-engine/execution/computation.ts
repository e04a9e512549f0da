import { type CatalogEntry } from '../catalog/algorithm-catalog.js';
import { copyJson, type JsonCopy, type JsonLimits } from '../contracts/copy-json.js';
import { type EngineLimits, jsonLimits } from '../contracts/engine-limits.js';
import { type JsonObject } from '../contracts/json.js';
import { judgeInput, VALID } from '../contracts/judge-input.js';
import { pathOf } from '../contracts/problem.js';
import { type AlgoParams } from '../entities/algo-params.entity.js';
import { AlgorithmNotImplementedError } from '../errors/algorithm.errors.js';
import { AlgorithmFailedError, InvalidOutputError } from '../errors/execution.errors.js';
import { InvalidInputError, InvalidParamsError } from '../errors/input.errors.js';
import { type LearningEngineError } from '../errors/learning-engine.error.js';
import { ReadyParams } from './ready-params.js';
import { silencePromises } from './silence-promises.js';

/** What JSON holds of an output, and its RFC 8785 text. */
export interface Computed {
  value: JsonObject;
  canonical: string;
}

/** One computation between start and end of a run: input and output are held to what the version promises. */
export class Computation {
  private readonly readyParams: ReadyParams;
  private readonly dataLimits: JsonLimits;

  constructor(limits: EngineLimits) {
    this.readyParams = new ReadyParams(jsonLimits(limits, limits.paramsBytes));
    this.dataLimits = jsonLimits(limits, limits.dataBytes);
  }

  /** A copy of the caller's input, or why it cannot be one. */
  copyInput(input: unknown): JsonCopy {
    return copyJson(input, this.dataLimits);
  }

  /**
   * @param input as `copyInput` answered it
   * @throws InvalidInputError, AlgorithmNotImplementedError, InvalidParamsError, InvalidOutputError, AlgorithmFailedError
   */
  compute(entry: CatalogEntry, params: AlgoParams, input: JsonCopy): Computed {
    try {
      return this.judged(entry, params, input);
    } catch (error) {
      // A rule of the host's may throw anything, too.
      const { key, version } = entry.definition;
      throw isOneOf(FAILURES, error) ? error : new AlgorithmFailedError(key, version, error);
    }
  }

  private judged({ definition, algorithm }: CatalogEntry, params: AlgoParams, input: JsonCopy): Computed {
    const { key, version } = definition;
    if ('problem' in input)
      throw new InvalidInputError(key, version, pathOf(input.problem.pointer), input.problem.reason);
    const { problems, unfit } = definition.input ? judgeInput(definition.input, input.value) : VALID;
    const [problem, ...others] = problems;
    if (problem) throw new InvalidInputError(key, version, problem.path, problem.reason, [...others, ...unfit]);
    const ready = this.readyParams.get(definition, params);
    const returned = this.call(definition, () => algorithm.compute(ready, input.value, unfit));
    const output = copyJson(returned, this.dataLimits);
    if ('problem' in output) {
      silencePromises(returned);
      throw new InvalidOutputError(key, version, output.problem.pointer, output.problem.reason);
    }
    return output;
  }

  private call({ key, version }: CatalogEntry['definition'], compute: () => unknown): unknown {
    try {
      return compute();
    } catch (error) {
      if (isOneOf([AlgorithmNotImplementedError, InvalidInputError], error)) throw error;
      throw new AlgorithmFailedError(key, version, error);
    }
  }
}

/** What `compute` throws. */
const FAILURES = [
  AlgorithmNotImplementedError,
  InvalidInputError,
  InvalidParamsError,
  InvalidOutputError,
  AlgorithmFailedError,
];

/** Of anything that was thrown: a proxy may not let itself be asked. */
function isOneOf(classes: readonly (abstract new (...args: never[]) => Error)[], thrown: unknown): boolean {
  try {
    return classes.some((one) => thrown instanceof one);
  } catch {
    return false;
  }
}

/** What `error_code` says of a computation that failed. */
export const errorCodeOf = (error: unknown): string =>
  error instanceof AlgorithmNotImplementedError ? 'NOT_IMPLEMENTED' : (error as LearningEngineError).code;
