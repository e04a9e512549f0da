import { type Fold } from '../../../src/learning-engine/authoring/fold.js';
import { inOrder } from '../../../src/learning-engine/learners/fold-plan.js';
import { type Folding } from '../../../src/learning-engine/learners/folding.js';
import { entryOf } from '../../../src/learning-engine/learners/log-entry.js';

export const DAY = 86_400_000;
export const NOW = Date.UTC(2026, 1, 1, 12);

/** Due after as many days as there were right answers in a row, and one; expected to be right as often as it is declared. */
export const foldingWith = (expected: number | null): Folding => {
  const fold: Fold<object, { right: number }> = {
    ...{ revision: 1, refold: 'item', contexts: ['practice'] },
    scopes: ({ item_id }) => [{ kind: 'item', id: item_id! }],
    step: ([before], { item_id, correct, at }) => {
      const right = correct ? (before?.state.right ?? 0) + 1 : 0;
      const due_at = new Date(Date.parse(at) + (right + 1) * DAY).toISOString();
      return [{ scope: { kind: 'item', id: item_id! }, state: { right }, value: null, due_at }];
    },
    ...(expected !== null && { predict: () => expected }),
  };
  return { fold: fold, params: {} };
};

/** An answer to an item by its number, at an instant. */
export interface Given {
  item: number;
  at: number;
  correct: boolean;
  ms?: number;
}

export const entriesOf = (given: readonly Given[]) =>
  inOrder(
    given.map(({ item, at, correct, ms }, index) =>
      entryOf(
        { event_id: `e${index}`, at: new Date(at).toISOString(), item_id: `i${item}`, correct, duration_ms: ms },
        {
          ...{ learnerId: 'a learner', seq: index + 1, version: 1, digest: '', source: null },
          time: { at, given_at: null, sent_at: null, quarantine: null },
        },
      ),
    ),
  );
