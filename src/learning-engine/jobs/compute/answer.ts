import { type JsonValue } from '../../json/json.js';
import { placeOfThrow } from '../../errors/place-of-throw.js';
import { type ComputeAnswer, type ComputeQuestion } from './messages.js';

/** Calls the function `compute` that a module exports. */
export async function answer({ module, input }: ComputeQuestion): Promise<ComputeAnswer> {
  try {
    const { compute } = (await import(/* webpackIgnore: true */ module)) as {
      compute: (input: JsonValue) => JsonValue | Promise<JsonValue>;
    };
    return { output: await compute(input) };
  } catch (error) {
    return { failure: placeOfThrow(error) };
  }
}
