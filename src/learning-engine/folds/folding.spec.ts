import { answer } from '../../../test/support/engine/folds.js';
import { secondsIn } from '../../../test/support/engine/vectors.js';
import { type Fold, type FoldState, LEARNER_SCOPE } from '../authoring/fold.js';
import { foldDigest } from './fold-digest.js';
import { inFoldOrder } from './fold-order.js';
import { Folding, type FoldingDefinition } from './folding.js';

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
  predict: ([learner], _question, _params, { item_difficulty }) =>
    learner && item_difficulty !== null ? 1 / (1 + learner.state.answers + item_difficulty) : null,
};
const definition = (fold: Partial<Fold> = {}): FoldingDefinition => ({
  ...{ key: 'counts', version: 'v1', params: Object, fold: { ...(counts as Fold), ...fold } },
});
const folding = (fold: Partial<Fold> = {}, states: FoldState[] = []) =>
  new Folding({ definition: definition(fold), params: {}, factsOf: () => ({ item_difficulty: 2 }), states });
const state = (id: string, answers: number): FoldState => ({
  ...{ scope: id === 'self' ? LEARNER_SCOPE : { kind: 'item', id }, state: { answers }, value: answers, due_at: null },
});

describe(Folding.name, () => {
  it('hands the states of the named scopes to the next step, and gives those that changed', () => {
    const learner = folding({}, [state('self', 5), state('i', 2), state('untouched', 9)]);
    learner.add(answer());
    learner.add(answer({ event_id: '2', item_id: 'j' }));

    expect(learner.changed()).toEqual([state('self', 7), state('i', 3), state('j', 1)]);
  });

  it('folds only answers of the contexts that the version folds, and that name a scope', () => {
    const learner = folding();
    learner.add(answer({ context: 'survey' }));
    learner.add(answer({ item_id: null }));

    expect(learner.changed()).toEqual([]);
  });

  it('keeps a state that a step leaves out', () => {
    const learner = folding({ step: () => [] }, [state('self', 5)]);
    learner.add(answer());

    expect([learner.changed(), learner.predict(answer())]).toEqual([[], 1 / 8]);
  });

  it('predicts from the states before, with what is known of the item; null without a prediction', () => {
    const learner = folding();
    expect(learner.predict(answer())).toBeNull();
    learner.add(answer());

    expect(learner.predict(answer())).toBe(1 / 4);
    expect(folding({ predict: undefined }, [state('self', 1)]).predict(answer())).toBeNull();
  });

  it.each<[string, Partial<Fold>, object]>([
    ['throws', { step: () => JSON.parse('{') as never }, { code: 'ALGORITHM_FAILED' }],
    ['throws as it names scopes', { scopes: () => null as never }, { code: 'ALGORITHM_FAILED' }],
    ['gives no list', { step: () => null as never }, { code: 'ALGORITHM_FAILED' }],
    ['writes what it has not named', { step: () => [state('other', 1)] }, { code: 'INVALID_OUTPUT' }],
    [
      'has a state that JSON cannot hold',
      { step: () => [{ ...state('i', NaN), value: 1 }] },
      { pointer: '/state/answers' },
    ],
    [
      'has a state of over 4 KiB',
      { step: () => [{ ...state('i', 1), state: { a: 'x'.repeat(4090) } }] },
      { pointer: '/state' },
    ],
    ['has a value that is no number', { step: () => [{ ...state('i', 1), value: Infinity }] }, { pointer: '/value' }],
    [
      'is due at no time',
      { step: () => [{ ...state('i', 1), due_at: '2026-02-30T00:00:00Z' }] },
      { pointer: '/due_at' },
    ],
    ['predicts what is no probability', { predict: () => NaN }, { code: 'INVALID_OUTPUT' }],
  ])('fails with an error of the engine where a version %s', (_name, fold, error) => {
    const learner = folding(fold, [state('i', 1)]);
    const all = () => {
      learner.predict(answer());
      learner.add(answer());
      return learner.changed();
    };

    expect(all).toThrow(expect.objectContaining({ algoKey: 'counts', version: 'v1', ...error }) as Error);
  });

  it('takes a state of 4 KiB', () => {
    const learner = folding({ step: () => [{ ...state('i', 1), state: { a: 'x'.repeat(4088) } }] });
    learner.add(answer());

    expect(Buffer.byteLength(JSON.stringify(learner.changed()[0]!.state))).toBe(4096);
  });
});

describe(inFoldOrder.name, () => {
  it('orders by at, then sequence, a missing one first, then id, those of digits as numbers; and each once', () => {
    const [late, early] = [secondsIn(9), secondsIn(5)];
    const answers = [
      ...[
        answer({ event_id: 'a', at: late }),
        answer({ event_id: '10', at: late }),
        answer({ event_id: '9', at: late }),
      ],
      ...[answer({ event_id: 'c', at: late, sequence: 0 }), answer({ event_id: 'b', at: early, sequence: 7 })],
    ];

    expect(inFoldOrder([...answers, ...answers]).map(({ event_id }) => event_id)).toEqual(['b', '9', '10', 'a', 'c']);
  });
});

describe(foldDigest.name, () => {
  it('is the same in every build, on every machine, whatever the order of contexts', () => {
    expect(foldDigest(definition())).toBe('374b46d5264b623c78122df21c5ce9d64c16ac15dd7c2c84a2e4c573262f52d6');
    expect(foldDigest(definition({ contexts: ['exam', 'practice'], step: () => [] }))).toBe(foldDigest(definition()));
  });

  it('is another one for another revision, and for other contexts', () => {
    const digests = [{}, { revision: 2 }, { contexts: ['exam'] as const }].map((fold) => foldDigest(definition(fold)));

    expect(new Set(digests).size).toBe(3);
  });
});
