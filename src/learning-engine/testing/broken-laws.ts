import { type Type } from '@nestjs/common';
import { type Algorithm } from '../authoring/algorithm.js';
import { type AlgorithmDefinition } from '../authoring/learning-algorithm.decorator.js';
import { type CatalogEntry } from '../catalog/algorithm-catalog.js';
import { AlgorithmNotImplementedError } from '../errors/algorithm.errors.js';
import { InvalidInputError } from '../errors/input.errors.js';
import { judgedOutput } from '../execution/judged-output.js';
import { canonicalJson } from '../json/canonical-json.js';
import { copyJson } from '../json/copy-json.js';
import { type JsonObject } from '../json/json.js';
import { placeOf } from '../json/problem.js';
import { defaultEngineLimits, jsonLimits } from '../options/engine-limits.js';
import { checkShape } from '../schema/check-shape.js';
import { declaredSets, eachOnce } from './declared-sets.js';
import { elsewhen } from './elsewhen.js';
import { generatedInputs } from './generated-inputs.js';

/**
 * What the engine expects of every version:
 * - `declared`: it is declared by `@LearningAlgorithm`, with rules that are valid and defaults that keep them
 * - `takes-params`: it takes the parameter sets
 * - `takes-input`: it takes the inputs; of generated ones it may reject some, but not all
 * - `computes`: it throws nothing else, and returns what JSON holds
 * - `keeps-output-contract`: the output is what its contract says
 * - `keeps-input`: it does not change its input
 * - `deterministic`: the same parameters and the same input give the same output, on another day and after other inputs as well
 */
export type AlgorithmLaw =
  'declared' | 'takes-params' | 'takes-input' | 'computes' | 'keeps-output-contract' | 'keeps-input' | 'deterministic';

/** A law that a version breaks, with the first case that shows it. */
export interface BrokenLaw {
  law: AlgorithmLaw;
  /** What is wrong. */
  message: string;
  params?: object;
  input?: object;
}

/** With what a version is checked. */
export interface AlgorithmCases {
  /** Inputs that the version must take. Without them, inputs are made up by its contract. */
  inputs?: readonly object[];
  /** Parameter sets; what is missing in one is completed with the defaults. Default: the defaults alone. */
  params?: readonly object[];
  /** How many inputs are made up. Default 100. */
  count?: number;
  /** Another seed makes up other inputs. */
  seed?: string;
  /** Computes in place of an instance without arguments: for a class that something is injected into. */
  instance?: Algorithm;
}

interface Case {
  params: object;
  input: object;
}

interface Outcome extends Case {
  output?: string;
  broken?: BrokenLaw;
  rejected?: InvalidInputError;
}

const limits = jsonLimits(defaultEngineLimits, defaultEngineLimits.dataBytes);

/**
 * Checks a version by what the engine expects of every version. It needs no test runner: an empty list says that all laws hold.
 * The algorithm is judged as in production. Nothing but the version and its cases decides the result.
 *
 * @example
 * ```ts
 * it('keeps the laws of the engine', () => {
 *   expect(brokenLaws(StreakV1Algorithm)).toEqual([]);
 *   expect(brokenLaws(StreakV1Algorithm, { inputs: [{ days: 4 }], params: [{ bonus: 1 }] })).toEqual([]);
 * });
 * ```
 * @returns the laws that are broken, each once
 */
export function brokenLaws(algorithm: Type<Algorithm>, cases: AlgorithmCases = {}): BrokenLaw[] {
  const declared = declaredSets(algorithm, cases.params);
  if (Array.isArray(declared)) return declared;
  const { definition, sets } = declared;
  const { inputs, generated } = inputsOf(definition, cases);
  if (inputs.length === 0)
    return [{ law: 'takes-input', message: 'No input could be made up by the contract. Give inputs.' }];
  const entry = { definition, algorithm: cases.instance ?? new algorithm() };
  const all = sets.flatMap((params) => inputs.map((input) => ({ params, input })));
  return lawsBrokenIn(entry, all, generated);
}

function inputsOf({ input }: AlgorithmDefinition, { inputs, count = 100, seed = 'learning-engine' }: AlgorithmCases) {
  if (inputs) return { inputs, generated: false };
  return { inputs: input ? generatedInputs(input, count, seed) : [], generated: true };
}

function lawsBrokenIn(entry: CatalogEntry, cases: readonly Case[], generated: boolean): BrokenLaw[] {
  const outcomes = cases.map((one) => outcomeOf(entry, one));
  const again = elsewhen(() => [...cases].reverse().map((one) => outcomeOf(entry, one))).reverse();
  const found = outcomes.flatMap((outcome, index) => {
    if (outcome.broken) return [outcome.broken];
    const { rejected, output } = outcome;
    if (rejected && !generated) return [broken('takes-input', rejected.message, outcome)];
    if (output === again[index]!.output) return [];
    return [broken('deterministic', `gives ${output}, and then ${again[index]!.output}`, outcome)];
  });
  const [first] = outcomes;
  if (generated && first && outcomes.every(({ rejected }) => rejected)) {
    const message = `rejects every input that was made up by its contract: ${first.rejected!.message}. Give inputs.`;
    found.push(broken('takes-input', message, first));
  }
  return eachOnce(found);
}

function outcomeOf(entry: CatalogEntry, { params, input }: Case): Outcome {
  const given = { params, input };
  const copy = copyJson(input, limits);
  try {
    const output = judgedOutput(entry, params, copy, limits);
    if (!('problem' in copy) && !isUnchanged(copy))
      return { ...given, broken: broken('keeps-input', 'changes its input', given) };
    const problem = entry.definition.output && checkShape(entry.definition.output, output.value);
    if (!problem) return { ...given, output: output.canonical };
    const message = `output${placeOf(problem.path)} ${problem.reason}`;
    return { ...given, broken: broken('keeps-output-contract', message, given) };
  } catch (error) {
    if (error instanceof InvalidInputError) return { ...given, rejected: error };
    if (error instanceof AlgorithmNotImplementedError) return given; // a stub keeps all laws
    return { ...given, broken: broken('computes', (error as Error).message, given) };
  }
}

function isUnchanged({ value, canonical }: { value: JsonObject; canonical: string }): boolean {
  try {
    return canonicalJson(value) === canonical;
  } catch {
    return false; // it holds what JSON cannot
  }
}

const broken = (law: AlgorithmLaw, message: string, { params, input }: Partial<Case>): BrokenLaw => ({
  law,
  message,
  ...(params && { params }),
  ...(input && { input }),
});
