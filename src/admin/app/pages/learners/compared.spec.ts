import { compared, isOther } from './compared';

const state = (scope_id: string, value: number | null, due_at: string | null = null) =>
  ({ scope_kind: 'skill', scope_id, state: {}, value, due_at, answers: 1 }) as const;

describe('states of two versions', () => {
  it('stand side by side, those first that differ most, and those that one of the two has alone', () => {
    const rows = compared(
      [state('a', 0.5), state('b', 0.2), state('c', 0.1)],
      [state('a', 0.4), state('b', 0.9), state('d', 1)],
    );

    expect(rows.map(({ scope_id }) => scope_id)).toEqual(['c', 'd', 'b', 'a']);
    expect(rows.map(({ difference }) => difference && Math.round(difference * 10))).toEqual([null, null, 7, -1]);
  });

  it.each([
    [state('a', 0.5), state('a', 0.5), false],
    [state('a', 0.5), state('a', 0.6), true],
    [state('a', 0.5, '2026-12-01T00:00:00Z'), state('a', 0.5, '2026-12-02T00:00:00Z'), true],
    [state('a', null, '2026-12-01T00:00:00Z'), state('a', null, '2026-12-01T00:00:00Z'), false],
  ])('differ where a person would notice: %j, %j', (active, other, differs) => {
    expect(compared([active], [other]).map(isOther)).toEqual([differs]);
  });

  it('leave out what a version keeps for itself', () => {
    expect(compared([state('a', null)], [state('a', null), state('b', null)])).toEqual([]);
  });

  it('differ where there is one alone', () => {
    expect(compared([state('a', 1)], []).map(isOther)).toEqual([true]);
  });
});
