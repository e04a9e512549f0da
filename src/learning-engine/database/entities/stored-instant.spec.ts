import { storedInstant } from './stored-instant.js';

describe(storedInstant.name, () => {
  it.each([
    ['2026-11-29 04:05:06.789123+00', '2026-11-29T04:05:06.789Z'],
    ['2026-11-29 04:05:06+05:30', '2026-11-28T22:35:06.000Z'],
    ['2026-11-29T04:05:06.1-03:30', '2026-11-29T07:35:06.100Z'],
    ['2026-11-29 04:05:06.5+00:53:28', '2026-11-29T03:11:38.500Z'],
    ['2026-11-29 04:05:06.999999+00', '2026-11-29T04:05:06.999Z'],
    ['2026-03-01 23:59:59.001+14', '2026-03-01T09:59:59.001Z'],
    ['10000-01-01 00:00:00Z', '+010000-01-01T00:00:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(storedInstant(text).toISOString()).toBe(instant);
  });

  it('takes a Date as it is', () => {
    expect(storedInstant(new Date(5))).toEqual(new Date(5));
  });

  it.each([
    '29.11.2026 04:05:06.789 UTC',
    '05/11/2026 04:05:06.789 UTC',
    'Sun Nov 29 04:05:06.789 2026 UTC',
    '2026-11-29 04:05:06',
    '0044-03-15 12:00:00+00 BC',
    'infinity',
    null,
    undefined,
    0,
    new Date(Number.NaN),
  ])('rejects %s', (value) => {
    expect(() => storedInstant(value)).toThrow('DateStyle must be ISO');
  });
});
