import {
  type Fold,
  type FoldedAnswer,
  type FoldFacts,
  type FoldQuestion,
  type FoldScope,
  type FoldState,
} from '../authoring/fold.js';
import { type AlgorithmDefinition } from '../authoring/learning-algorithm.decorator.js';
import { AlgorithmFailedError, InvalidOutputError } from '../errors/execution.errors.js';
import { keptState } from './kept-state.js';

/** A version that folds. */
export type FoldingDefinition = AlgorithmDefinition & { readonly fold: Fold };

export interface FoldingOptions {
  readonly definition: FoldingDefinition;
  /** Complete and frozen, the same object for all answers: versions prepare what they need once for each set. */
  readonly params: object;
  /** What is known of a question beside the answers. */
  readonly factsOf: (question: FoldQuestion) => FoldFacts;
  /** What was known before, of all scopes that the answers will name. */
  readonly states?: Iterable<FoldState>;
}

/** Names a scope among those of one learner. */
export const scopeKey = ({ kind, id }: FoldScope): string => `${kind} ${id}`;

/** The states of one learner while answers are folded into them, in their order. */
export class Folding {
  private readonly states = new Map<string, FoldState<object>>();
  private readonly written = new Set<string>();

  constructor(private readonly options: FoldingOptions) {
    for (const state of options.states ?? []) this.states.set(scopeKey(state.scope), state);
  }

  /**
   * The probability of a right answer to a question, from the states as they are; null without a prediction.
   *
   * @throws AlgorithmFailedError when the version throws
   * @throws InvalidOutputError when it gives what is no probability
   */
  predict(question: FoldQuestion): number | null {
    const { definition, params, factsOf } = this.options;
    const { fold } = definition;
    const predicted = this.call(() => {
      const states = this.statesOf(fold.scopes(question).map(scopeKey));
      return fold.predict?.(states, question, params, factsOf(question)) ?? null;
    });
    if (predicted !== null && !(predicted >= 0 && predicted <= 1)) {
      throw this.invalid('', `must be a probability or null, not ${predicted}`);
    }
    return predicted;
  }

  /**
   * Folds the next answer, if the version folds answers of its context.
   *
   * @throws AlgorithmFailedError when the version throws
   * @throws InvalidOutputError when it writes a scope that it has not named
   */
  add(answer: FoldedAnswer): void {
    const { definition, params, factsOf } = this.options;
    const { fold } = definition;
    if (!fold.contexts.includes(answer.context)) return;
    this.call(() => {
      const named = fold.scopes(answer).map(scopeKey);
      if (named.length === 0) return;
      for (const state of fold.step(this.statesOf(named), answer, params, factsOf(answer))) {
        const name = scopeKey(state.scope);
        if (!named.includes(name)) throw this.invalid('', `has a state of ${name}, which scopes does not name`);
        this.states.set(name, state);
        this.written.add(name);
      }
    });
  }

  /**
   * The states that answers have changed, as they are now.
   *
   * @throws InvalidOutputError when one of them cannot be kept
   */
  changed(): FoldState[] {
    return [...this.written].map((name) => {
      const kept = keptState(this.states.get(name)!);
      if ('problem' in kept)
        throw this.invalid(kept.problem.pointer, `${kept.problem.reason}, in the state of ${name}`);
      return kept;
    });
  }

  private statesOf(names: readonly string[]): (FoldState<object> | null)[] {
    return names.map((name) => this.states.get(name) ?? null);
  }

  private call<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (error instanceof InvalidOutputError) throw error;
      throw new AlgorithmFailedError(this.options.definition.key, this.options.definition.version, error);
    }
  }

  private invalid(pointer: string, reason: string): InvalidOutputError {
    return new InvalidOutputError(this.options.definition.key, this.options.definition.version, pointer, reason);
  }
}
