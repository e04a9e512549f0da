import { type FoldState } from '../authoring/fold.js';
import { copyJson, type JsonLimits, type JsonProblem } from '../json/copy-json.js';
import { isUtcTime } from '../schema/utc-time.js';

const STATE_LIMITS: JsonLimits = { depth: 32, keys: 1000, bytes: 4096 };

/** A state as it is kept: a copy that is stored and read back identically, or why there is none. */
export function keptState({ scope, state, value, due_at }: FoldState<object>): FoldState | { problem: JsonProblem } {
  const copy = copyJson(state, STATE_LIMITS);
  if ('problem' in copy) return { problem: { ...copy.problem, pointer: `/state${copy.problem.pointer}` } };
  if (value !== null && !Number.isFinite(value)) return wrong('/value', 'must be a finite number or null');
  if (due_at !== null && !(typeof due_at === 'string' && isUtcTime(due_at))) {
    return wrong('/due_at', 'must be a UTC time or null');
  }
  return { scope, state: copy.value, value, due_at };
}

const wrong = (pointer: string, reason: string) => ({ problem: { pointer, reason } });
