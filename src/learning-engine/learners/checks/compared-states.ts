import { type JsonValue } from '../../json/json.js';
import { largestDifference } from '../../json/largest-difference.js';
import { planFolds } from '../fold-plan.js';
import { type Head, type StateJson, stateOf } from '../learner-heads.js';
import { type KeptState, scopeName } from '../learner-state.js';
import { type Projection } from '../live-projections.js';
import { type FoldedEntry } from '../log-entry.js';

/** By how much numbers may differ, as a part of them: exponentials differ in the last bits between releases of Node. */
const TOLERANCE = 1e-9;

/**
 * The projections in which the states of a person are not those that their log gives.
 *
 * @param rows the states that are kept of them
 */
export function differingProjections(
  head: Head,
  log: readonly FoldedEntry[],
  projections: readonly Projection[],
  rows: readonly StateJson[],
): Projection[] {
  const upToDate = projections.filter(({ id }) => {
    const position = head.positions.get(id);
    return position?.throughSeq === head.lastSeq && !position.hasFailed;
  });
  // As if nothing had been folded yet.
  const folds = planFolds({ ...head, positions: new Map(), states: new Map() }, upToDate, [], log) ?? [];
  return folds.flatMap(({ projection, states, failure }) => {
    const kept = rows.filter(([id]) => id === projection.id).map(stateOf);
    const difference = largestDifference(plain(states), plain(kept));
    const isEqual = !difference || (difference.relative !== null && difference.relative <= TOLERANCE);
    return failure || !isEqual ? [projection] : [];
  });
}

/** By the names of their scopes. Times as numbers, which may differ a little as others do. */
const plain = (states: readonly KeptState[]): JsonValue =>
  Object.fromEntries(
    states.map(({ scope, state, value, due_at, answers }) => [
      scopeName(scope),
      { state, value, answers, due: due_at === null ? null : Date.parse(due_at) },
    ]),
  );
