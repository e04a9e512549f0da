import { type FoldState } from '../authoring/fold.js';
import { copyJson, type JsonLimits, type JsonProblem } from '../json/copy-json.js';
import { isUtcTime } from '../schema/utc-time.js';

const LIMITS: JsonLimits = { depth: 32, keys: 1000, bytes: 4096 };

/** Why a state cannot be kept: it would not be read back as it is. */
export function stateProblem({ state, value, due_at }: FoldState<object>): JsonProblem | undefined {
  const copy = copyJson(state, LIMITS);
  if ('problem' in copy) return { ...copy.problem, pointer: `/state${copy.problem.pointer}` };
  if (value !== null && !Number.isFinite(value))
    return { pointer: '/value', reason: 'must be a finite number or null' };
  if (due_at !== null && !(typeof due_at === 'string' && isUtcTime(due_at))) {
    return { pointer: '/due_at', reason: 'must be a UTC time or null' };
  }
  return undefined;
}
