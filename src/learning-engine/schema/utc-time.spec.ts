import { isUtcTime } from './utc-time.js';

describe(isUtcTime.name, () => {
  it.each(['1900-01-01T00:00:00Z', '2026-01-21T12:00:00.5Z', '2028-02-29T23:59:59.999Z', '9999-12-31T00:00:00Z'])(
    'takes %s',
    (text) => {
      expect(isUtcTime(text)).toBe(true);
    },
  );

  it.each([
    '1899-12-31T23:59:59Z',
    '0099-12-31T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-21T24:00:01Z',
    '2026-01-21T12:00:00',
    '2026-01-21T12:00:00+00:00',
    '2026-01-21',
    '+012026-01-21T12:00:00Z',
  ])('rejects %s', (text) => {
    expect(isUtcTime(text)).toBe(false);
  });
});
