import { type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import * as fc from 'fast-check';
import { canonicalJson } from '../../../src/learning-engine/json/canonical-json.js';
import { completeParams, type RejectedParams } from '../../../src/learning-engine/authoring/complete-params.js';
import { type Algorithm } from '../../../src/learning-engine/authoring/algorithm.js';
import { comparePlaces } from '../../../src/learning-engine/kit/time-order.js';
import { type JsonObject } from '../../../src/learning-engine/json/json.js';
import { brokenLaws } from '../../../src/learning-engine/testing/broken-laws.js';
import { judgeInput } from '../../../src/learning-engine/schema/judge-input.js';
import {
  type AlgorithmDefinition,
  AlgorithmDefinitionMetadata,
} from '../../../src/learning-engine/authoring/learning-algorithm.decorator.js';

export { brokenLaws };

const limits = { depth: 32, keys: 1000, bytes: 1e9 };

export const definitionOf = (algorithm: Type<Algorithm>): AlgorithmDefinition =>
  new Reflector().get<AlgorithmDefinition>(AlgorithmDefinitionMetadata.KEY, algorithm);

/** A complete parameter set, or why the given one is rejected. */
export function judgeParams(algorithm: Type<Algorithm>, params: object): { value: JsonObject } | RejectedParams {
  const judged = completeParams(definitionOf(algorithm), params, limits);
  return 'problems' in judged ? judged : { value: judged.value };
}

/** All that is wrong with a set: each place as a pointer, and what the caller is told. */
export function rejectionOf(algorithm: Type<Algorithm>, params: object): [pointer: string, message: string][] {
  const judged = judgeParams(algorithm, params);
  if (!('problems' in judged)) return [];
  return judged.problems.map(({ pointer, message }) => [pointer, message]);
}

/** Those of some parameter sets that the version takes. */
export const validSets = <Set extends object>(algorithm: Type<Algorithm>, sets: fc.Arbitrary<Set>): fc.Arbitrary<Set> =>
  sets.filter((set) => !('problems' in judgeParams(algorithm, set)));

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

/** Computes as the engine does: valid params, an input that fits its contract, and neither may be changed. */
export function run<Output extends object>(algorithm: Type<Algorithm>, params: object, input: object): Output {
  const complete = judgeParams(algorithm, params);
  if ('problems' in complete) throw new Error(complete.problems[0]!.message);
  const { problems, unfit } = judgeInput(definitionOf(algorithm).input!, input as JsonObject);
  const [problem] = problems;
  if (problem) throw new Error(`input at ${problem.path.join('/')} ${problem.reason}`);
  return new algorithm().compute(deepFreeze(complete.value), deepFreeze(structuredClone(input)), unfit) as Output;
}

interface Timed {
  at: string;
  sequence?: number;
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
  /** For a fold: the lists of states that an output has for the next input, and the field with an event's id. */
  fold?: { states: (keyof Input & string)[]; id: string };
}

/** What holds for every algorithm. */
export function itKeepsTheLaws<Input extends object>(subject: Subject<Input>): void {
  const { algorithm, params = fc.constant({}), inputs, lists, events, fold } = subject;
  const canonical = (set: object, input: object) => canonicalJson(run<JsonObject>(algorithm, set, input));

  it('keeps what the engine expects of every version', () => {
    fc.assert(
      fc.property(params, inputs, (set, input) =>
        expect(brokenLaws(algorithm, { params: [set], inputs: [input] })).toEqual([]),
      ),
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

  if (events && fold) {
    const eventsOf = (input: Input) => [...(input as Lists)[events]!] as (Timed & Record<string, string>)[];
    const statesOf = (output: object) =>
      Object.fromEntries(fold.states.map((name) => [name, (output as Record<string, unknown>)[name]]));

    const inOrder = (input: Input) =>
      eventsOf(input)
        .map((event) => ({
          event,
          ...{ instant: Date.parse(event.at), sequence: event.sequence ?? null, id: event[fold.id]! },
        }))
        .sort(comparePlaces)
        .map(({ event }) => event);
    /** What the next call gets after the first events of a log. */
    const after = (set: object, input: Input, length: number) => ({
      ...input,
      ...statesOf(run(algorithm, set, { ...input, [events]: inOrder(input).slice(0, length) })),
    });

    it('folds a log in two calls as in one, wherever it is cut in its order', () => {
      fc.assert(
        fc.property(params, inputs, fc.nat(), (set, input, cut) => {
          const length = cut % (eventsOf(input).length + 1);
          const next = { ...after(set, input, length), [events]: inOrder(input).slice(length) };

          expect(statesOf(run(algorithm, set, next))).toEqual(statesOf(run(algorithm, set, input)));
        }),
      );
    });

    it('counts no event again that its states have counted', () => {
      fc.assert(
        fc.property(params, inputs, fc.nat(), fc.nat(), (set, input, cut, choice) => {
          fc.pre(eventsOf(input).length > 0);
          const length = 1 + (cut % eventsOf(input).length);
          const again = inOrder(input)[choice % length]!;

          expect(() => run(algorithm, set, { ...after(set, input, length), [events]: [again] })).toThrow(
            /must not be before|must come after|is the last event/,
          );
        }),
      );
    });

    it('leaves out the events that break a rule, all named, and folds the others as if they had come alone', () => {
      const [broken, late] = ['2026-02-30T00:00:00Z', '2099-01-01T00:00:00Z'];
      fc.assert(
        fc.property(params, inputs, fc.nat(), fc.boolean(), (set, input, place, isBroken) => {
          const good = eventsOf(input);
          fc.pre(good.length > 0);
          const now = (input as { now?: string }).now ?? '2030-01-01T00:00:00Z';
          const bad = { ...good[0]!, [fold.id]: 'a new one', at: isBroken ? broken : late };
          const index = place % (good.length + 1);
          const all = {
            ...input,
            now,
            on_invalid: 'skip',
            [events]: good.toSpliced(index, 0, bad as (typeof good)[0]),
          };
          const reason: unknown = isBroken ? expect.stringContaining('must be a UTC time') : 'must not be after now';

          expect(run<JsonObject>(algorithm, set, all)).toEqual({
            ...run<JsonObject>(algorithm, set, { ...input, now }),
            left_out: [{ pointer: `/${events}/${index}/at`, reason }],
          });
        }),
      );
    });
  }
}
