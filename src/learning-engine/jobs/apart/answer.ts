import { type JsonValue } from '../../json/json.js';
import { placeOf } from '../job-failure.js';
import { type ApartAnswer, type ApartQuestion } from './messages.js';

/** Calls the function `compute` that a module exports. */
export async function answer({ module, input }: ApartQuestion): Promise<ApartAnswer> {
  try {
    const { compute } = (await import(/* webpackIgnore: true */ module)) as {
      compute: (input: JsonValue) => JsonValue | Promise<JsonValue>;
    };
    return { output: await compute(input) };
  } catch (error) {
    return { failure: placeOf(error) };
  }
}
