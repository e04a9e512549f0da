import { type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import * as fc from 'fast-check';
import { canonicalJson } from '../../../src/learning-engine/contracts/canonical-json.js';
import { checkShape } from '../../../src/learning-engine/contracts/check-shape.js';
import { completeParams, type ParamsProblem } from '../../../src/learning-engine/contracts/complete-params.js';
import { copyJson } from '../../../src/learning-engine/contracts/copy-json.js';
import { type Algorithm } from '../../../src/learning-engine/contracts/algorithm.js';
import { type JsonObject } from '../../../src/learning-engine/contracts/json.js';
import {
  type AlgorithmDefinition,
  AlgorithmDefinitionMetadata,
} from '../../../src/learning-engine/contracts/learning-algorithm.decorator.js';

const limits = { depth: 32, keys: 1000, bytes: 1e9 };

export const definitionOf = (algorithm: Type<Algorithm>): AlgorithmDefinition =>
  new Reflector().get<AlgorithmDefinition>(AlgorithmDefinitionMetadata.KEY, algorithm);

/** A complete parameter set, or why the given one is refused. */
export function judgeParams(algorithm: Type<Algorithm>, params: object): { value: JsonObject } | ParamsProblem {
  const judged = completeParams(definitionOf(algorithm), params, limits);
  return 'error' in judged ? judged : { value: judged.value };
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

/** Computes as the engine does: valid params, an input that fits its contract, and neither may be changed. */
export function run<Output>(algorithm: Type<Algorithm>, params: object, input: object): Output {
  const complete = judgeParams(algorithm, params);
  if ('error' in complete) throw new Error(complete.error);
  const problem = checkShape(definitionOf(algorithm).input!, input);
  if (problem) throw new Error(`input at ${problem.path.join('/')} ${problem.reason}`);
  return new algorithm().compute(deepFreeze(complete.value), deepFreeze(structuredClone(input))) as Output;
}

type Lists = Record<string, readonly object[]>;

export interface Subject<Input> {
  algorithm: Type<Algorithm>;
  params?: fc.Arbitrary<object>;
  inputs: fc.Arbitrary<Input>;
  /** Names of the lists whose order must not matter. */
  lists: (keyof Input & string)[];
  /** The list of events, of which a repeated one must not matter. */
  events?: keyof Input & string;
}

/** What holds for every algorithm. */
export function itKeepsTheLaws<Input extends object>(subject: Subject<Input>): void {
  const { algorithm, params = fc.constant({}), inputs, lists, events } = subject;
  const canonical = (set: object, input: object) => canonicalJson(run<JsonObject>(algorithm, set, input));

  it('gives the same for the same, and changes neither params nor input', () => {
    fc.assert(
      fc.property(params, inputs, (set, input) => expect(canonical(set, input)).toBe(canonical(set, input))),
      { numRuns: 50 },
    );
  });

  it('gives what its contract says, in values that JSON holds', () => {
    fc.assert(
      fc.property(params, inputs, (set, input) => {
        const output = run<object>(algorithm, set, input);
        expect(checkShape(definitionOf(algorithm).output!, output)).toBeUndefined();
        expect(copyJson(output, limits)).not.toHaveProperty('problem');
      }),
    );
  });

  it.each(lists)('gives the same whatever the order of %s', (list) => {
    const shuffled = inputs.chain((input) =>
      fc.tuple(
        fc.constant(input),
        fc.shuffledSubarray([...(input as Lists)[list]!], { minLength: (input as Lists)[list]!.length }),
      ),
    );
    fc.assert(
      fc.property(params, shuffled, (set, [input, other]) =>
        expect(canonical(set, { ...input, [list]: other })).toBe(canonical(set, input)),
      ),
    );
  });

  if (events) {
    it('counts a repeated event once', () => {
      const repeated = inputs.chain((input) =>
        fc.tuple(fc.constant(input), fc.subarray([...(input as Lists)[events]!])),
      );
      fc.assert(
        fc.property(params, repeated, (set, [input, more]) =>
          expect(canonical(set, { ...input, [events]: [...(input as Lists)[events]!, ...more] })).toBe(
            canonical(set, input),
          ),
        ),
      );
    });
  }
}
