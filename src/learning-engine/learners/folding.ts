import {
  type Fold,
  type FoldedAnswer,
  type FoldFacts,
  type FoldQuestion,
  type FoldScope,
  type FoldState,
} from '../authoring/fold.js';
import { type JsonObject } from '../json/json.js';
import { comparePlaces, type Place } from '../kit/time-order.js';
import { type KeptState, scopeName } from './learner-state.js';
import { type SkillMap } from './sets/skill-map.js';
import { stateProblem } from './state-problem.js';

/** An answer with its place in time. */
export interface PlacedAnswer extends Place {
  readonly answer: FoldedAnswer;
}

/** From here on, the states of a scope begin anew. */
export interface PlacedReset extends Place {
  readonly reset: FoldScope;
}

/** How a version with its parameters folds. */
export interface Folding {
  readonly fold: Fold;
  readonly params: Readonly<object>;
  /** What is known of a question beside the answers of the learner. Default nothing. */
  readonly factsOf?: (question: FoldQuestion) => FoldFacts;
  /** What is said of items in place of what was recorded with their answers. Default nothing. */
  readonly skillMap?: SkillMap;
}

/** What a fold has made of answers. */
export interface Folded {
  states: Map<string, KeptState>;
  /** By event, of the answers that had a prediction. */
  predicted: Map<string, number>;
  /** The last place in time; null where no answer meant anything to the fold. */
  through: Place | null;
}

/** Where nothing is known of a question beside the answers. */
export const NO_FACTS: FoldFacts = Object.freeze({ item_difficulty: null });

/** Whether an answer means anything to a fold, and to which states. */
export const scopesOf = ({ fold }: Folding, { answer }: PlacedAnswer): readonly FoldScope[] =>
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
  answers: readonly PlacedAnswer[],
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
  return checked(folded);
}

/**
 * Folds answers from the first on.
 *
 * @param entries answers and resets, all of the learner, in their order
 * @param targets the scopes whose states are wanted, by name; all when it is undefined
 * @throws as `foldOn`
 */
export function foldAnew(
  folding: Folding,
  entries: readonly (PlacedAnswer | PlacedReset)[],
  targets?: ReadonlySet<string>,
): Folded {
  const folded: Folded = { states: new Map(), predicted: new Map(), through: null };
  for (const answer of entries) {
    if ('reset' in answer) {
      reset(answer, folded);
      continue;
    }
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
  return checked(folded);
}

/** Answers of one learner as they are folded: each once, in their order. */
export function inFoldOrder(answers: Iterable<FoldedAnswer>): PlacedAnswer[] {
  const once = new Map<string, PlacedAnswer>();
  for (const answer of answers) {
    const { event_id: id, at, sequence } = answer;
    if (!once.has(id)) once.set(id, { answer, instant: Date.parse(at), sequence, id });
  }
  return [...once.values()].sort(comparePlaces);
}

const placeOf = ({ instant, sequence, id }: Place): Place => ({ instant, sequence, id });

const isBefore = (answer: Place, through: Place | null): boolean =>
  through !== null && comparePlaces(answer, through) <= 0;

function step(
  { fold, params, factsOf = () => NO_FACTS }: Folding,
  placed: PlacedAnswer,
  { scopes, before }: { scopes: readonly FoldScope[]; before: readonly (KeptState | null | undefined)[] },
  folded: Folded,
): void {
  const { states, predicted } = folded;
  const { answer, id } = placed;
  const place = placeOf(placed);
  const facts = factsOf(answer);
  const given = before.map((state): FoldState | null => state ?? null);
  const expected = fold.predict?.(given, questionOf(answer), params, facts) ?? null;
  if (expected !== null) predicted.set(id, checkedPrediction(expected));
  const after = new Map(fold.step(given, answer, params, facts).map((state) => [scopeName(state.scope), state]));
  folded.through = place;
  scopes.forEach((scope, index) => {
    const name = scopeName(scope);
    const [old, made] = [before[index], after.get(name)];
    after.delete(name);
    if (made) {
      const { value, due_at } = made;
      const answers = (old?.answers ?? 0) + 1;
      states.set(name, { scope, state: made.state as JsonObject, value, due_at, answers, through: place });
    } else if (old) states.set(name, { ...old, through: place });
  });
  const [unknown] = after.keys();
  if (unknown !== undefined) throw new TypeError(`The fold made a state of ${unknown}, which it had not named.`);
}

/** An answer from before it that comes later is late. */
function reset({ reset: scope, ...place }: PlacedReset, folded: Folded): void {
  if (scope.kind === 'learner') folded.states.clear();
  else folded.states.delete(scopeName(scope));
  folded.through = placeOf(place);
}

/** The answer as it was before it was given: a prediction must not see more. */
const questionOf = (answer: FoldedAnswer): FoldQuestion => {
  const { at, item_id, skills, option_count, guess, attempt, context, day_offset_minutes } = answer;
  return { at, item_id, skills, option_count, guess, attempt, context, day_offset_minutes };
};

function checkedPrediction(probability: number): number {
  if (probability >= 0 && probability <= 1) return probability;
  throw new TypeError('The fold predicted what is no probability.');
}

/** Once all is folded: to write out each state on the way takes longer than the steps. */
function checked(folded: Folded): Folded {
  for (const [name, kept] of folded.states) {
    const problem = stateProblem(kept);
    if (problem) {
      throw new TypeError(
        `The fold made a state of ${name} that cannot be kept: ${problem.pointer} ${problem.reason}.`,
      );
    }
    if (kept.due_at !== null) kept.due_at = new Date(kept.due_at).toISOString();
  }
  return folded;
}
