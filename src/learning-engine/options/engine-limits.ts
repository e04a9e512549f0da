import { type JsonLimits } from '../json/copy-json.js';

/** How large what is stored may be. Sizes are bytes of the canonical UTF-8 form. */
export interface EngineLimits {
  /** A parameter set. Default 65,536, at most 131,072. */
  paramsBytes: number;
  /** An input or output summary of a run. Default 16,384, at most 131,072. */
  summaryBytes: number;
  /** An input or an output of an algorithm. Default 67,108,864. */
  dataBytes: number;
  /** Levels of nested objects and lists in any of them. Default 32, at most 500. */
  jsonDepth: number;
  /** Names in one object in any of them. Default 1,000. */
  jsonKeys: number;
  /** An error message of a run; a longer one is cut. Default 8,192, at most 131,072. */
  errorMessageBytes: number;
}

export const defaultEngineLimits: Readonly<EngineLimits> = {
  paramsBytes: 64 * 1024,
  summaryBytes: 16 * 1024,
  dataBytes: 64 * 1024 * 1024,
  jsonDepth: 32,
  jsonKeys: 1000,
  errorMessageBytes: 8 * 1024,
};

/**
 * What the database is sure to take. Its tables hold JSON of at most 1 MiB in PostgreSQL's binary form, which has up to six
 * times as many bytes as the canonical one (a list of single digits). And what writes JSON out goes a level deeper on the stack
 * for each of its levels. Error messages of up to 256 runs are written by one statement, as summaries are.
 */
export const largestEngineLimits: Readonly<Partial<EngineLimits>> = {
  paramsBytes: 128 * 1024,
  summaryBytes: 128 * 1024,
  jsonDepth: 500,
  errorMessageBytes: 128 * 1024,
};

export const jsonLimits = (limits: EngineLimits, bytes: number): JsonLimits => ({
  depth: limits.jsonDepth,
  keys: limits.jsonKeys,
  bytes,
});
