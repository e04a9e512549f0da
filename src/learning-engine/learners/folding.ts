import { type Fold, type FoldFacts, type FoldScope, type FoldState } from '../authoring/fold.js';
import { canonicalJson } from '../json/canonical-json.js';
import { type JsonObject } from '../json/json.js';
import { isUtcTime } from '../schema/utc-time.js';
import { comparePlaces, type Place } from '../kit/time-order.js';
import { type KeptState, scopeName } from './learner-state.js';
import { type CountedAnswer } from './log-entry.js';

/** How a version with its parameters folds. */
export interface Folding {
  readonly fold: Fold;
  readonly params: Readonly<object>;
}

/** What a fold has made of answers. */
export interface Folded {
  states: Map<string, KeptState>;
  /** By event, of the answers that had a prediction. */
  predicted: Map<string, number>;
  /** The last place in time; null where no answer meant anything to the fold. */
  through: Place | null;
}

const LARGEST_STATE = 4096;
/** No calibration is kept yet. */
const FACTS: FoldFacts = Object.freeze({ item_difficulty: null });

/** Whether an answer means anything to a fold, and to which states. */
export const scopesOf = ({ fold }: Folding, { answer }: CountedAnswer): readonly FoldScope[] =>
  fold.contexts.includes(answer.context) ? fold.scopes(answer) : [];

/**
 * Folds answers that come after all that their states have counted.
 *
 * @param answers in their order
 * @param kept the states of the scopes of these answers, by name; null where there is none. It is not changed
 * @param through the last place that was folded before
 * @returns the states that were touched; undefined when an answer is late, or one of its states is not given: they have to be
 * folded anew
 * @throws what the fold throws, and TypeError for states that break its contract
 */
export function foldOn(
  folding: Folding,
  answers: readonly CountedAnswer[],
  kept: ReadonlyMap<string, KeptState | null>,
  through: Place | null,
): Folded | undefined {
  const folded: Folded = { states: new Map(), predicted: new Map(), through };
  for (const answer of answers) {
    const scopes = scopesOf(folding, answer);
    if (scopes.length === 0) continue;
    const before = scopes.map((scope) => folded.states.get(scopeName(scope)) ?? kept.get(scopeName(scope)));
    // A scope without a state may have been looked at, and left without one.
    const isLate = (state: KeptState | null | undefined) =>
      state === undefined || isBefore(answer, state ? state.through : through);
    if (before.some(isLate)) return undefined;
    step(folding, answer, { scopes, before }, folded);
  }
  return folded;
}

/**
 * Folds answers from the first on.
 *
 * @param answers all of the learner, in their order
 * @param targets the scopes whose states are wanted, by name; all when it is undefined
 * @throws as `foldOn`
 */
export function foldAnew(folding: Folding, answers: readonly CountedAnswer[], targets?: ReadonlySet<string>): Folded {
  const folded: Folded = { states: new Map(), predicted: new Map(), through: null };
  for (const answer of answers) {
    const scopes = scopesOf(folding, answer);
    if (scopes.length === 0) continue;
    folded.through = placeOf(answer);
    if (targets && !scopes.some((scope) => targets.has(scopeName(scope)))) continue;
    step(folding, answer, { scopes, before: scopes.map((scope) => folded.states.get(scopeName(scope))) }, folded);
  }
  if (targets) {
    // Others were folded from a part of their answers only.
    for (const name of folded.states.keys()) if (!targets.has(name)) folded.states.delete(name);
  }
  return folded;
}

const placeOf = ({ instant, sequence, id }: Place): Place => ({ instant, sequence, id });

const isBefore = (answer: Place, through: Place | null): boolean =>
  through !== null && comparePlaces(answer, through) <= 0;

function step(
  { fold, params }: Folding,
  answer: CountedAnswer,
  { scopes, before }: { scopes: readonly FoldScope[]; before: readonly (KeptState | null | undefined)[] },
  folded: Folded,
): void {
  const { states, predicted } = folded;
  const place = placeOf(answer);
  const given = before.map((state): FoldState | null => state ?? null);
  const expected = fold.predict?.(given, answer.answer, params, FACTS) ?? null;
  if (expected !== null) predicted.set(answer.id, checkedPrediction(expected));
  const after = new Map(
    fold.step(given, answer.answer, params, FACTS).map((state) => [scopeName(state.scope), checkedState(state)]),
  );
  folded.through = place;
  scopes.forEach((scope, index) => {
    const name = scopeName(scope);
    const [old, made] = [before[index], after.get(name)];
    after.delete(name);
    if (made) states.set(name, { ...made, answers: (old?.answers ?? 0) + 1, through: place });
    else if (old) states.set(name, { ...old, through: place });
  });
  const [unknown] = after.keys();
  if (unknown !== undefined) throw new TypeError(`The fold made a state of ${unknown}, which it had not named.`);
}

function checkedPrediction(probability: number): number {
  if (probability >= 0 && probability <= 1) return probability;
  throw new TypeError('The fold predicted what is no probability.');
}

function checkedState({ scope, state, value, due_at }: FoldState<object>): Omit<KeptState, 'answers' | 'through'> {
  // It throws for what JSON cannot hold.
  if (Buffer.byteLength(canonicalJson(state as JsonObject)) > LARGEST_STATE) {
    throw new TypeError(`The fold made a state of more than ${LARGEST_STATE} bytes.`);
  }
  if (value !== null && !Number.isFinite(value)) throw new TypeError('The fold made a value that is no number.');
  if (due_at !== null && !isUtcTime(due_at)) throw new TypeError('The fold made a due_at that is no UTC time.');
  return { scope, state: state as JsonObject, value, due_at: due_at && new Date(due_at).toISOString() };
}
