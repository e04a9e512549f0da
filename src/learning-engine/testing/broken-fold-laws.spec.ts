import { answer } from '../../../test/support/engine/folds.js';
import { type StreakFold, streak, streakAlgorithm, streakFold } from '../../../test/support/engine/streak-fold.js';
import { LEARNER_SCOPE } from '../authoring/fold.js';
import { brokenFoldLaws } from './broken-fold-laws.js';
import { type FoldCases } from './fold-laws.js';

const lawsBrokenBy = (fold: Partial<StreakFold>, cases?: FoldCases) => brokenFoldLaws(streakAlgorithm(fold), cases);

let calls = 0;
const hidden = new WeakMap<object, number>();

describe(brokenFoldLaws.name, () => {
  it('finds nothing wrong with a fold as it should be', () => {
    expect(lawsBrokenBy({})).toEqual([]);
    expect(lawsBrokenBy({ predict: undefined }, { params: [{ bonus: 1 }, {}], seed: 'another' })).toEqual([]);
  });

  it('finds nothing wrong with states of several kinds that depend on each other', () => {
    const both: Partial<StreakFold> = {
      refold: 'learner',
      scopes: ({ item_id }) => [LEARNER_SCOPE, ...(item_id === null ? [] : [{ kind: 'item' as const, id: item_id }])],
      step: ([learner], { item_id, correct }) => {
        const right = (learner?.state.right ?? 0) + Number(correct);
        return [
          { scope: LEARNER_SCOPE, state: { right }, value: right, due_at: null },
          ...(item_id === null ? [] : [streak(item_id, right)]),
        ];
      },
    };

    expect(lawsBrokenBy(both)).toEqual([]);
    // The state of an item depends on answers to the others.
    expect(lawsBrokenBy({ ...both, refold: 'item' })).toMatchObject([{ law: 'keeps-to-scopes' }]);
  });

  it.each<[string, Partial<StreakFold>, object]>([
    ['throws for some answer', { step: () => JSON.parse('{') as never }, { law: 'folds' }],
    ['keeps NaN', { step: (_states, { item_id }) => [streak(item_id!, NaN)] }, { law: 'folds' }],
    [
      'keeps more than 4 KiB',
      { step: (_states, { item_id }) => [{ ...streak(item_id!, 1), state: { right: 1, all: 'x'.repeat(5000) } }] },
      {
        law: 'folds',
        message: expect.stringMatching(/^makes a state of item:.*must be at most 4096 bytes long$/) as string,
      },
    ],
    [
      'is due at no time',
      { step: (_states, { item_id }) => [{ ...streak(item_id!, 1), due_at: 'tomorrow' }] },
      { law: 'folds' },
    ],
    [
      'changes the state before',
      {
        step: ([before], { item_id }) => {
          const after = before ?? streak(item_id!, 0);
          after.state.right += 1;
          return [after];
        },
      },
      { law: 'keeps-arguments' },
    ],
    [
      'changes the answer',
      {
        step: (_states, given) => {
          (given as { correct: boolean }).correct = !given.correct;
          return [streak(given.item_id!, Number(given.correct))];
        },
      },
      { law: 'keeps-arguments' },
    ],
    [
      'names a scope twice',
      {
        scopes: ({ item_id }) => [...streakFold.scopes(answer({ item_id })), ...streakFold.scopes(answer({ item_id }))],
      },
      { law: 'keeps-to-scopes' },
    ],
    ['names a scope of another kind', { scopes: () => [LEARNER_SCOPE] }, { law: 'keeps-to-scopes' }],
    ['writes a scope that it has not named', { step: () => [streak('another', 1)] }, { law: 'keeps-to-scopes' }],
    [
      'reads the clock',
      { step: (_states, { item_id }) => [streak(item_id!, new Date().getUTCDate())] },
      { law: 'deterministic' },
    ],
    [
      'remembers earlier calls',
      { step: (_states, { item_id }) => [streak(item_id!, (calls += 1))] },
      { law: 'deterministic' },
    ],
    [
      'knows more than its states',
      {
        step: ([before], { item_id }) => {
          const after = streak(item_id!, (before ? (hidden.get(before.state) ?? 0) : 0) + 1);
          hidden.set(after.state, after.state.right);
          return [after];
        },
      },
      { law: 'continues' },
    ],
    [
      'lets answers that name another skill change a state',
      {
        refold: 'skill',
        scopes: ({ skills }) => skills.map(({ skill_id: id }) => ({ kind: 'skill', id })),
        step: (states, { skills }) => {
          const right = states.reduce((sum, before) => sum + (before?.state.right ?? 0), 1);
          return skills.map(({ skill_id: id }) => ({ ...streak(id, right), scope: { kind: 'skill', id } }));
        },
      },
      { law: 'refolds' },
    ],
    ['predicts what is no probability', { predict: ([before]) => before?.state.right ?? null }, { law: 'predicts' }],
  ])('finds a fold that %s', (_name, fold, law) => {
    expect(lawsBrokenBy(fold)).toMatchObject([law]);
  });

  it('shows the first case that breaks a law, which is a small one, with its answers in their order', () => {
    const [broken] = lawsBrokenBy({ predict: ([before]) => (before ? 2 : null) });

    expect(broken).toMatchObject({
      law: 'predicts',
      message: 'predicts 2, which is no probability',
      params: { bonus: 0.1 },
    });
    expect(broken!.answers!.length).toBeLessThan(8);
  });

  it('takes lists of answers in place of those that are made up, in any order', () => {
    const twice = [answer({ event_id: '2', at: '2026-01-02T00:00:00Z' }), answer({ at: '2026-01-01T00:00:00Z' })];
    const failing = { predict: () => 2 };

    expect(lawsBrokenBy(failing, { answers: [[]] })).toEqual([]);
    expect(lawsBrokenBy(failing, { answers: [twice] })).toMatchObject([{ answers: [...twice].reverse() }]);
  });

  it('finds what is wrong with a declaration, and sets that the version does not take', () => {
    expect(brokenFoldLaws(streakAlgorithm())).toEqual([
      { law: 'declared', message: 'StreakV1Algorithm declares no fold.' },
    ]);
    expect(lawsBrokenBy({ revision: 0 })).toEqual([
      { law: 'declared', message: 'fold.revision must be an integer of at least 1.' },
    ]);
    expect(lawsBrokenBy({}, { params: [{ bonus: 2 }] })).toMatchObject([{ law: 'takes-params' }]);
  });
});
