import { type Change, isWanted, merged } from './changes';

const change: Change = {
  ...{ id: 'activation 1', at: '2026-11-30T12:00:00.000Z', kind: 'activation', subject: 'mastery', what: 'Activated' },
  ...{ by: '22222222-2222-4222-8222-222222222222', reason: 'try', to: '/algorithms/mastery?tab=log' },
};

describe('changes', () => {
  it.each([
    [{}, true],
    [{ kind: 'activation', subject: 'mastery', by: '2222' }, true],
    [{ kind: 'gate' }, false],
    [{ subject: 'revision' }, false],
    [{ by: '3' }, false],
    [{ from: '2026-11-30T12:00:00Z' }, true],
    [{ from: '2026-11-30T13:00:00+01:00', to: '2026-11-30T13:00:01+01:00' }, true],
    [{ to: '2026-11-30T12:00:00Z' }, false],
  ])('are as filters say: %j', (filters, wanted) => {
    expect(isWanted(filters)(change)).toBe(wanted);
  });

  it('are in the order of time, without those between which some of the log are not read yet', () => {
    const at = (hour: number): Change => ({ ...change, at: `2026-11-30T${hour}:00:00Z` });
    const hours = (changes: Change[]) => changes.map((one) => new Date(one.at).getUTCHours());
    const [log, others] = [
      [at(18), at(14)],
      [at(12), at(16), at(14)],
    ];
    expect(hours(merged(log, others, false))).toEqual([18, 16, 14, 14]);
    expect(hours(merged(log, others, true))).toEqual([18, 16, 14, 14, 12]);
    expect(hours(merged([], others, true))).toEqual([16, 14, 12]);
  });

  it('by the system are of no person', () => {
    expect(isWanted({ by: '2' })({ ...change, by: null })).toBe(false);
  });
});
