import { validate, version } from 'uuid';
import { isRunIdOfToday, newRunId, uuidV7 } from './uuid.js';

describe(uuidV7.name, () => {
  it('follows the example of RFC 9562', () => {
    // Appendix A.6: Tuesday, February 22, 2022 2:22:22.00 PM GMT-05:00
    expect(uuidV7(Date.parse('2022-02-22T14:22:22-05:00'), '00000000-0000-4cc3-98c4-dc0c0c07398f')).toBe(
      '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
    );
  });

  it('writes early times in full', () => {
    expect(uuidV7(1, '919108f7-52d1-4320-9bac-f847db4148a8')).toBe('00000000-0001-7320-9bac-f847db4148a8');
  });
});

describe(newRunId.name, () => {
  it('makes UUIDs of version 7, of now, no two the same', () => {
    const ids = Array.from({ length: 1000 }, newRunId);

    expect(new Set(ids).size).toBe(1000);
    expect(ids.filter((id) => !validate(id) || version(id) !== 7 || !isRunIdOfToday(id))).toEqual([]);
  });

  it('are in the order of their milliseconds', () => {
    const ids = [1, 2, 1_000, 2 ** 40].map((msecs) => uuidV7(msecs, crypto.randomUUID()));

    expect([...ids].sort()).toEqual(ids);
  });
});
