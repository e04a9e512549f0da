import { type AlgorithmCatalog } from '../../catalog/algorithm-catalog.js';
import { type ThreadedVersions } from '../../execution/threaded-versions.js';
import { type JsonObject } from '../../json/json.js';
import { parseJson } from '../../json/parse-json.js';
import { type StoredFold } from './fold-verifier.js';
import { isDigest, isFold } from './recorded-input.js';
import { type UnverifiableReason } from './verification-report.js';
import { type ReadRun } from './verification.statements.js';
import { type StoredRun } from './verify-runs.compute.js';

/** A run that can be computed again, or why it cannot. */
export function repeatableRun(
  { status, runtime, userId, output, ...run }: ReadRun,
  catalog: AlgorithmCatalog,
  loadable: ThreadedVersions,
): StoredRun | StoredFold | UnverifiableReason | 'erased' {
  if (status === 'RUNNING') return 'running';
  const input = parseJson(run.input) as JsonObject;
  const isOfFold = isFold(input);
  // A fold has a learner, until the learner is erased.
  if (isOfFold && userId === null) return 'erased';
  if (status === 'FAILED') return 'failed';
  if (runtime === null || output === null) return 'computed_by_host';
  if (isDigest(input)) return 'input_not_recorded';
  const entry = catalog.find(run.key, run.version);
  if (!entry) return 'no_code';
  const module = loadable.loadableModuleOf(entry);
  return module === undefined ? 'not_loadable' : { ...run, module, output, ...(isOfFold && { userId }) };
}
