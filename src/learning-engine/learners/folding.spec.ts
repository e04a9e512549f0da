import { answer } from '../../../test/support/engine/folds.js';
import { secondsIn } from '../../../test/support/engine/vectors.js';
import { type Fold, type FoldedAnswer, type FoldState, LEARNER_SCOPE } from '../authoring/fold.js';
import { foldAnew, type Folded, foldOn, type PlacedAnswer } from './folding.js';
import { type KeptState } from './learner-state.js';

/** Counts answers of each item and of the learner. */
const counts: Fold<object, { answers: number }> = {
  revision: 1,
  refold: 'learner',
  contexts: ['practice', 'exam'],
  scopes: ({ item_id }) => (item_id === null ? [] : [LEARNER_SCOPE, { kind: 'item', id: item_id }]),
  step: (states, { item_id }) =>
    [LEARNER_SCOPE, { kind: 'item' as const, id: item_id! }].map((scope, index) => {
      const answers = (states[index]?.state.answers ?? 0) + 1;
      return { scope, state: { answers }, value: answers, due_at: null };
    }),
  predict: ([learner]) => (learner ? 1 / (1 + learner.state.answers) : null),
};
const folding = (fold: Partial<Fold> = {}) => ({ fold: { ...(counts as Fold), ...fold }, params: {} });
/** One a second, with what differs. */
const placed = (...answers: Partial<FoldedAnswer>[]): PlacedAnswer[] =>
  answers.map((given, second) => {
    const { event_id: id, at, sequence, ...rest } = answer({ event_id: `e${second}`, at: secondsIn(second), ...given });
    return { answer: { ...rest, event_id: id, at, sequence }, instant: Date.parse(at), sequence, id };
  });
const state = (id: string, answers: number): FoldState => ({
  ...{ scope: id === 'self' ? LEARNER_SCOPE : { kind: 'item', id }, state: { answers }, value: answers, due_at: null },
});
const valuesIn = ({ states }: Folded) => Object.fromEntries([...states].map(([name, { value }]) => [name, value]));

describe(foldAnew.name, () => {
  it('hands the states of the named scopes to the next step', () => {
    const folded = foldAnew(folding(), placed({}, {}, { item_id: 'j' }));

    expect(valuesIn(folded)).toEqual({ 'learner:self': 3, 'item:i': 2, 'item:j': 1 });
    expect([...folded.predicted]).toEqual([
      ['e1', 1 / 2],
      ['e2', 1 / 3],
    ]);
  });

  it('folds only answers of the contexts that the version folds, and that name a scope', () => {
    expect(foldAnew(folding(), placed({ context: 'survey' }, { item_id: null }))).toEqual({
      ...{ states: new Map(), predicted: new Map(), through: null },
    });
  });

  it('keeps a state that a step leaves out, and what it has counted', () => {
    const kept = foldAnew(folding(), placed({})).states;
    const folded = foldOn(folding({ step: () => [] }), placed({}, {}).slice(1), kept, null)!;

    expect(valuesIn(folded)).toEqual({ 'learner:self': 1, 'item:i': 1 });
    expect([...folded.states.values()].map(({ answers, through }) => [answers, through.id])).toEqual([
      [1, 'e1'],
      [1, 'e1'],
    ]);
  });

  it.each<[string, Partial<Fold>, RegExp]>([
    ['throws', { step: () => JSON.parse('{') as never }, /JSON/],
    [
      'writes what it has not named',
      { step: () => [state('other', 1)] },
      /a state of item:other, which it had not named/,
    ],
    [
      'has a state that JSON cannot hold',
      { step: () => [{ ...state('i', NaN), value: 1 }] },
      /item:i .*\/state\/answers/,
    ],
    ['has a date for a state', { step: () => [{ ...state('i', 1), state: new Date(0) }] }, /\/state must be a plain/],
    ['has a state of over 4 KiB', { step: () => [{ ...state('i', 1), state: { a: 'x'.repeat(4089) } }] }, /4096 bytes/],
    [
      'has a value that is no number',
      { step: () => [{ ...state('i', 1), value: Infinity }] },
      /\/value must be a finite/,
    ],
    [
      'is due on no day',
      { step: () => [{ ...state('i', 1), due_at: '2026-02-30T00:00:00Z' }] },
      /\/due_at must be a UTC/,
    ],
    ['predicts what is no probability', { predict: () => NaN }, /no probability/],
  ])('throws where a fold %s', (_name, fold, message) => {
    expect(() => foldAnew(folding(fold), placed({}))).toThrow(message);
  });

  it('takes a state of 4 KiB', () => {
    const { states } = foldAnew(
      folding({ step: () => [{ ...state('i', 1), state: { a: 'x'.repeat(4088) } }] }),
      placed({}),
    );

    expect(Buffer.byteLength(JSON.stringify((states.get('item:i') as KeptState).state))).toBe(4096);
  });
});
