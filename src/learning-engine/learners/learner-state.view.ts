import { type ScopeKind } from '../authoring/fold.js';
import { type JsonObject } from '../json/json.js';
import { type ProjectionFold } from './fold-plan.js';
import { type KeptState } from './learner-state.js';

/** What is known of a scope. */
export interface LearnerState {
  scope_kind: ScopeKind;
  /** The host's id of the skill or the item; `self` for the learner. */
  scope_id: string;
  /** As the version keeps it. */
  state: JsonObject;
  value: number | null;
  /** UTC in ISO 8601. */
  due_at: string | null;
  /** How many answers it was made of. */
  answers: number;
}

/** A state that has changed, of the active version of a key. */
export interface ChangedState extends LearnerState {
  algo_key: string;
}

export const viewOf = ({ scope, state, value, due_at, answers }: KeptState): LearnerState => ({
  scope_kind: scope.kind,
  scope_id: scope.id,
  ...{ state, value, due_at, answers },
});

export const changedStates = (folds: readonly ProjectionFold[]): ChangedState[] =>
  folds.flatMap(({ projection, states }) =>
    projection.isActive ? states.map((state) => ({ algo_key: projection.algoKey, ...viewOf(state) })) : [],
  );
