import { type Decision, judgeDecision } from './decision.js';

const at = new Date('2026-01-21T12:00:00Z');

describe(judgeDecision.name, () => {
  it('completes what is left out', () => {
    expect(judgeDecision({ kind: 'reset', scope: { kind: 'learner' } })).toEqual({
      ...{ kind: 'reset', scope: { kind: 'learner', id: 'self' }, at: null, expiresAt: null },
    });
    expect(judgeDecision({ kind: 'suspend', scope: { kind: 'item', id: 'i1' }, expiresAt: at })).toMatchObject({
      ...{ scope: { kind: 'item', id: 'i1' }, expiresAt: at.getTime() },
    });
  });

  it.each<[string, object]>([
    ['kind', { kind: 'set', scope: { kind: 'skill', id: 's1' } }],
    ['kind', { kind: 'toString', scope: { kind: 'skill', id: 's1' } }],
    ['scope', { kind: 'reset' }],
    ['scope.kind', { kind: 'reset', scope: { kind: 'session', id: 'x' } }],
    ['scope.kind', { kind: 'suspend', scope: { kind: 'learner' } }],
    ['scope.kind', { kind: 'exclude_session', scope: { kind: 'skill', id: 'x' } }],
    ['scope.id', { kind: 'exempt', scope: { kind: 'item' } }],
    ['scope.id', { kind: 'exempt', scope: { kind: 'item', id: 'a\0b' } }],
    ['scope.id', { kind: 'reset', scope: { kind: 'learner', id: 'x' } }],
    ['at', { kind: 'exempt', scope: { kind: 'item', id: 'i1' }, at }],
    ['at', { kind: 'reset', scope: { kind: 'learner' }, at: new Date(NaN) }],
    ['expiresAt', { kind: 'exempt', scope: { kind: 'item', id: 'i1' }, expiresAt: at }],
  ])('rejects what is wrong, naming %s', (argument, decision) => {
    expect(() => judgeDecision(decision as Decision)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', argument }) as Error,
    );
  });
});
