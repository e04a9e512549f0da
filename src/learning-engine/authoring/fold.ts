import { type JsonObject } from '../json/json.js';

/** What a state is kept of: a skill, an item, or the learner as a whole. */
export const SCOPE_KINDS = ['skill', 'item', 'learner'] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

/** What a question was asked for. */
export const ANSWER_CONTEXTS = ['practice', 'exam', 'diagnostic', 'homework', 'survey'] as const;
export type AnswerContext = (typeof ANSWER_CONTEXTS)[number];

/** One state of a learner: of a skill or an item by its id, or of the learner (`LEARNER_SCOPE`). */
export interface FoldScope {
  readonly kind: ScopeKind;
  readonly id: string;
}

/** The one scope of the kind `learner`. */
export const LEARNER_SCOPE: FoldScope = Object.freeze({ kind: 'learner', id: 'self' });

/** A skill of a question, and its share of the question: above 0, up to 1. */
export interface FoldedSkill {
  readonly skill_id: string;
  readonly weight: number;
}

/** A question as it is before the learner answers it. */
export interface FoldQuestion {
  /** When it is asked; in an answer, when it was answered. UTC in ISO 8601, as in every event. */
  readonly at: string;
  /** Null where the host names no item. */
  readonly item_id: string | null;
  /** Each skill once, sorted by its id; none where the host names none. */
  readonly skills: readonly FoldedSkill[];
  /** Options of a multiple-choice question, at least 2. */
  readonly option_count: number | null;
  /** Probability of a right answer by guessing, 0 to 0.5. */
  readonly guess: number | null;
  /** Which attempt at the question it is, from 1; null where it is not known. */
  readonly attempt: number | null;
  readonly context: AnswerContext;
  /** Minutes from UTC to the learner's days, -1440 to 1440; null is UTC. */
  readonly day_offset_minutes: number | null;
}

/** One answer of a learner, as a fold sees it. */
export interface FoldedAnswer extends FoldQuestion {
  readonly event_id: string;
  /** Orders answers of one instant; a missing one comes first. */
  readonly sequence: number | null;
  readonly correct: boolean;
  /** Partial credit, 0 to 1. */
  readonly score: number | null;
  /** 1 Again, 2 Hard, 3 Good, 4 Easy. */
  readonly rating: 1 | 2 | 3 | 4 | null;
  readonly duration_ms: number | null;
  readonly hints: number | null;
}

/** What is known beside the learner's answers. It is fixed for as long as states are kept. */
export interface FoldFacts {
  /** Difficulty of the question's item in logits, by the active calibration; null where it has none. */
  readonly item_difficulty: number | null;
  /** Difficulties of the question's skills, in their order; null, or none at all, where they are not known. */
  readonly skill_difficulties?: readonly (number | null)[];
  /** Mean difficulties of the items of these skills, on the scale of the items; null, or none at all, where they are not known. */
  readonly skill_items_difficulties?: readonly (number | null)[];
  /** How long the item usually takes; null, or missing, where it is not known. */
  readonly item_duration_ms?: number | null;
}

/** What is known of one scope after some answers. */
export interface FoldState<State extends object = JsonObject> {
  readonly scope: FoldScope;
  /** Plain data, at most 4 KiB as JSON. It holds all that the next step needs. */
  readonly state: State;
  /** The number by which states are compared and found, such as P(known). */
  readonly value: number | null;
  /** When the scope is due, UTC in ISO 8601. */
  readonly due_at: string | null;
}

/**
 * How a version folds the answers of one learner into states, one answer at a time. All functions are pure and total: no clock,
 * no randomness, no memory between calls, no change of what they get; and no exception for any valid answer.
 *
 * The engine hands over the answers of a learner each once, by `at`, then `sequence` (a missing one first), then `event_id` (ids
 * of digits as numbers). An answer that comes late, is corrected or voided makes it fold again from the first answer.
 *
 * @example
 * ```ts
 * interface Streak {
 *   right: number;
 * }
 *
 * const streakFold: Fold<StreakV1Params, Streak> = {
 *   revision: 1,
 *   refold: 'item',
 *   contexts: ['practice', 'homework'],
 *   scopes: ({ item_id }) => (item_id === null ? [] : [{ kind: 'item', id: item_id }]),
 *   step: ([before], { item_id, correct }) => {
 *     const right = correct ? (before?.state.right ?? 0) + 1 : 0;
 *     return [{ scope: { kind: 'item', id: item_id! }, state: { right }, value: right, due_at: null }];
 *   },
 * };
 * ```
 */
export interface Fold<Params extends object = object, State extends object = object> {
  /**
   * Raise it with every change that gives other states or predictions: 1, 2, … States that another revision made are then kept
   * apart and made again from the answers.
   */
  readonly revision: number;
  /**
   * What a late answer folds again. `skill` or `item`: every scope is of this kind, and its state depends on the answers that name
   * it alone. `learner`: all states of the learner, which may then be of any kind and depend on each other.
   */
  readonly refold: ScopeKind;
  /** The answers that are folded; the others change no state. */
  readonly contexts: readonly AnswerContext[];
  /** The scopes whose states an answer to the question reads and writes, each once; none where the answer says nothing. */
  scopes(question: FoldQuestion): readonly FoldScope[];
  /**
   * The states after an answer.
   *
   * @param states of the scopes that `scopes` names, in that order; null where there is none yet
   * @returns states of these scopes; one that is left out stays as it is
   */
  step(
    states: readonly (FoldState<State> | null)[],
    answer: FoldedAnswer,
    params: Readonly<Params>,
    facts: FoldFacts,
  ): readonly FoldState<State>[];
  /**
   * The probability of a right answer to a question, 0 to 1, from the states before it; null where there is no prediction.
   *
   * @param states as in `step`
   */
  predict?(
    states: readonly (FoldState<State> | null)[],
    question: FoldQuestion,
    params: Readonly<Params>,
    facts: FoldFacts,
  ): number | null;
  /**
   * How well a skill is known at an instant, and how sure that is; without it, `value` says all.
   *
   * @param skill its state
   * @param learner that of the learner as a whole; null where there is none
   * @param at UTC in ISO 8601
   */
  knownAt?(skill: State, learner: State | null, params: Readonly<Params>, at: string): KnownSkill;
}

/** How well a skill is known: the value, and the interval in which it is. */
export interface KnownSkill {
  value: number;
  low: number;
  high: number;
  mastered: boolean;
}
