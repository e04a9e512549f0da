import { CatchUp, dueOccurrences } from './occurrences.js';

describe(dueOccurrences, () => {
  const nightly = { cron: '30 2 * * *', timeZone: 'UTC', catchUp: CatchUp.once } as const;
  const at = (text: string) => new Date(`2026-12-${text}Z`);
  const nextAt = at('01T02:30:00');

  it('has nothing to do before the occurrence', () => {
    expect(dueOccurrences({ ...nightly, nextAt }, at('01T02:29:59.999'))).toEqual({
      due: [],
      hasMissed: false,
      next: nextAt,
    });
  });

  it('has the occurrence from its time on', () => {
    for (const now of ['01T02:30:00', '01T02:30:04', '01T02:45:00']) {
      for (const catchUp of [CatchUp.once, CatchUp.none]) {
        const found = dueOccurrences({ ...nightly, catchUp, nextAt }, at(now));
        expect(found).toEqual({ due: [nextAt], hasMissed: false, next: at('02T02:30:00') });
      }
    }
  });

  it('makes up once for all that were missed, or not at all', () => {
    const later = at('04T12:00:00');
    const next = at('05T02:30:00');
    expect(dueOccurrences({ ...nightly, nextAt }, later)).toEqual({ due: [nextAt], hasMissed: true, next });
    expect(dueOccurrences({ ...nightly, catchUp: CatchUp.none, nextAt }, later)).toEqual({
      due: [],
      hasMissed: true,
      next,
    });
    expect(dueOccurrences({ ...nightly, nextAt }, at('01T02:45:00.001'))).toMatchObject({
      due: [nextAt],
      hasMissed: true,
    });
  });

  it('makes up by the occurrence that is due anyway', () => {
    for (const catchUp of [CatchUp.once, CatchUp.none]) {
      const found = dueOccurrences({ ...nightly, catchUp, nextAt }, at('04T02:31:00'));
      expect(found).toEqual({ due: [at('04T02:30:00')], hasMissed: true, next: at('05T02:30:00') });
    }
  });

  it('has all of the last minutes, each', () => {
    const each = { cron: '* * * * *', timeZone: 'UTC', catchUp: CatchUp.none, nextAt };
    expect(dueOccurrences(each, at('01T02:32:30'))).toEqual({
      due: [at('01T02:30:00'), at('01T02:31:00'), at('01T02:32:00')],
      hasMissed: false,
      next: at('01T02:33:00'),
    });
    expect(dueOccurrences(each, at('01T03:00:00')).due).toHaveLength(16);
  });

  it('keeps an occurrence of a former timetable', () => {
    const found = dueOccurrences({ ...nightly, cron: '0 5 * * *', nextAt }, at('01T02:31:00'));
    expect(found).toEqual({ due: [nextAt], hasMissed: false, next: at('01T05:00:00') });
  });
});
