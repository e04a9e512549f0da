import { type StreakFold, streak, streakAlgorithm } from '../../../test/support/engine/streak-fold.js';
import { generatedAnswers } from './generated-answers.js';
import { recordedFold } from './recorded-fold.js';

describe(generatedAnswers.name, () => {
  it('makes up answers of every kind, each id once, with short lists first', () => {
    const lists = generatedAnswers(60, 's');
    const all = lists.flat();
    const kinds = (values: readonly unknown[]) =>
      new Set(values.map((value) => (value === null ? null : typeof value)));

    expect(lists.map((list) => list.length)).toEqual(
      Array.from({ length: 60 }, (_, index) => Math.floor(index / 5) + 1),
    );
    for (const list of lists) expect(new Set(list.map(({ event_id }) => event_id)).size).toBe(list.length);
    for (const name of ['sequence', 'option_count', 'guess', 'score', 'rating', 'duration_ms', 'hints'] as const) {
      expect(kinds(all.map((one) => one[name]))).toEqual(new Set([null, 'number']));
    }
    expect(new Set(all.map(({ context }) => context)).size).toBe(5);
    expect(new Set(all.map(({ skills }) => skills.length))).toEqual(new Set([0, 1, 2, 3]));
    expect(generatedAnswers(60, 's')).toEqual(lists);
  });
});

describe(recordedFold.name, () => {
  it('is another one where the fold gives other states or predictions, and the same where it is only written otherwise', () => {
    const outputs = (fold: Partial<StreakFold>) => recordedFold(streakAlgorithm(fold)).outputs;
    const rewritten: Partial<StreakFold> = {
      step: ([before], { item_id, correct }) => {
        const { scope, state, value, due_at } = streak(item_id!, Number(correct) * ((before?.value ?? 0) + 1));
        return [{ due_at, value, state, scope }];
      },
    };

    expect(recordedFold(streakAlgorithm({ revision: 7 }))).toEqual({ revision: 7, outputs: outputs({}) });
    expect(outputs(rewritten)).toBe(outputs({}));
    expect(outputs({ step: (_states, { item_id }) => [streak(item_id!, 1)] })).not.toBe(outputs({}));
    expect(outputs({ predict: () => 0.5 })).not.toBe(outputs({}));
    expect(outputs({ contexts: ['exam'] })).not.toBe(outputs({}));
  });

  it('is for versions that fold', () => {
    expect(() => recordedFold(streakAlgorithm())).toThrow('StreakV1Algorithm declares no fold.');
  });
});
