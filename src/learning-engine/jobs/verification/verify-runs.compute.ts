import 'reflect-metadata';
import { rounded } from '../../execution/data-summary.js';
import { judgedOutput } from '../../execution/judged-output.js';
import { COMPUTATION_ERRORS, errorCodeOf } from '../../execution/computation-failure.js';
import { isOneOf } from '../../execution/is-one-of.js';
import { loadVersion } from '../../execution/load-version.js';
import { canonicalJson, sha256 } from '../../json/canonical-json.js';
import { copyJson, type JsonLimits } from '../../json/copy-json.js';
import { deepFreeze } from '../../json/deep-freeze.js';
import { type JsonObject } from '../../json/json.js';
import { type Difference, largestDifference } from '../../json/largest-difference.js';
import { parseJson } from '../../json/parse-json.js';

/** A run that was recorded with all of its input. JSON travels as text, as it is stored. */
export type StoredRun = {
  id: string;
  key: string;
  version: string;
  /** URL of the module of the version. */
  module: string;
  params: string;
  input: string;
  output: string;
  /** Of the code that computed it; null where that is not known. */
  codeDigest: string | null;
};

/** Of the code that computed a run against that of this process. */
export type CodeComparison = 'same' | 'other' | 'unknown';

/** What became of a run when it was computed again. */
export type RepeatedRun = {
  id: string;
  code: CodeComparison;
  /** Null for the same output to the last bit; of one that was recorded as a digest, to 12 digits of each number. */
  difference: Unequal | null;
};

/** How an output differs. Without a place where a digest is all that was recorded, and where the computation fails now. */
export type Unequal = {
  pointer: string | null;
  relative: number | null;
  /** The code of the error that the computation throws now. */
  fails: string | null;
};

/** Computes runs again, and compares what comes out with what was recorded. */
export async function compute(question: { runs: StoredRun[]; limits: JsonLimits }): Promise<RepeatedRun[]> {
  const repeated: RepeatedRun[] = [];
  for (const run of question.runs) repeated.push(await repeat(run, question.limits));
  return repeated;
}

async function repeat(run: StoredRun, limits: JsonLimits): Promise<RepeatedRun> {
  const entry = await loadVersion(run);
  const code = compareCode(run.codeDigest, entry.definition.codeDigest);
  const set = deepFreeze(parseJson(run.params) as object);
  try {
    const again = judgedOutput(entry, set, copyJson(parseJson(run.input), limits), limits);
    return { id: run.id, code, difference: unequal(parseJson(run.output) as JsonObject, again.value) };
  } catch (error) {
    const fails = isOneOf(COMPUTATION_ERRORS, error) ? errorCodeOf(error) : 'ALGORITHM_FAILED';
    return { id: run.id, code, difference: { pointer: null, relative: null, fails } };
  }
}

export const compareCode = (recorded: string | null, now: string | undefined): CodeComparison =>
  recorded === null || now === undefined ? 'unknown' : recorded === now ? 'same' : 'other';

function unequal(recorded: JsonObject, again: JsonObject): Unequal | null {
  const digest = digestOf(recorded);
  const difference: Partial<Difference> | undefined =
    digest === undefined ? largestDifference(recorded, again) : digest === roundedDigest(again) ? undefined : {};
  return difference ? { pointer: null, relative: null, fails: null, ...difference } : null;
}

/** Of an output that was too large to be recorded; undefined for one that was recorded. */
function digestOf(output: JsonObject): string | undefined {
  const { digest } = output as { digest?: { sha256?: unknown } };
  return Object.keys(output).length === 1 && typeof digest?.sha256 === 'string' ? digest.sha256 : undefined;
}

const roundedDigest = (output: JsonObject): string => sha256(canonicalJson(rounded(output)));
