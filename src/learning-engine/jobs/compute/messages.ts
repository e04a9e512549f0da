import { type JsonValue } from '../../json/json.js';

/** What a process for computations is asked. */
export interface ComputeQuestion {
  /** URL of the module that exports `compute`. */
  module: string;
  input: JsonValue;
}

/** What it answers: a value, or where the function threw. */
export type ComputeAnswer = { output: JsonValue } | { failure: string };
