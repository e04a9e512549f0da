import 'reflect-metadata';
import { type CatalogEntry } from '../../catalog/algorithm-catalog.js';
import { deepFreeze } from '../../json/deep-freeze.js';
import { canonicalJson, sha256 } from '../../json/canonical-json.js';
import { copyJson, type JsonLimits } from '../../json/copy-json.js';
import { type JsonObject, type JsonValue } from '../../json/json.js';
import { parseJson } from '../../json/parse-json.js';
import { rounded } from '../../execution/data-summary.js';
import { judgedOutput } from '../../execution/judged-output.js';
import { loadVersion } from '../../execution/load-version.js';

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
};

const digestOf = (value: JsonValue): string => sha256(canonicalJson(rounded(value)));

/** What the record keeps of an output, as a digest: of one that was too large it keeps nothing else. */
function recordedDigest(output: JsonObject): string {
  const { digest } = output as { digest?: { sha256?: unknown } };
  return typeof digest?.sha256 === 'string' ? digest.sha256 : digestOf(output);
}

/** Of a run that ended as SUCCESS; undefined where it fails now: its input or its parameters were altered. */
function digestAgain(entry: CatalogEntry, { params, input }: StoredRun, limits: JsonLimits): string | undefined {
  const set = deepFreeze(parseJson(params) as object);
  try {
    return digestOf(judgedOutput(entry, set, copyJson(parseJson(input), limits), limits).value);
  } catch {
    return undefined;
  }
}

/** Ids of the runs whose output comes out otherwise when it is computed again. */
export async function compute({ runs, limits }: { runs: readonly StoredRun[]; limits: JsonLimits }): Promise<string[]> {
  const differing: string[] = [];
  for (const run of runs) {
    const again = digestAgain(await loadVersion(run), run, limits);
    if (again !== recordedDigest(parseJson(run.output) as JsonObject)) differing.push(run.id);
  }
  return differing;
}
