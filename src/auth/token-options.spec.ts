import { parseTokenOptions } from './token-options.js';

const SUB = '123e4567-e89b-12d3-a456-426614174000';

describe(parseTokenOptions.name, () => {
  it('has a default for every option', () => {
    expect(parseTokenOptions([])).toEqual({
      caller: { role: 'user', userId: '00000000-0000-4000-8000-000000000001' },
      seconds: 3600,
    });
  });

  it('reads role, subject and time to live', () => {
    expect(parseTokenOptions(['--role', 'admin', '--sub', SUB, '--ttl', '15m'])).toEqual({
      caller: { role: 'admin', userId: SUB },
      seconds: 900,
    });
    expect(parseTokenOptions(['--ttl=2d']).seconds).toBe(172_800);
  });

  it.each([
    [['--role', 'root'], '--role must be user or admin'],
    [['--sub', 'me'], '--sub must be a UUID'],
    [['--ttl', '60'], '--ttl must be a number with a unit, such as 90s, 15m, 1h or 7d'],
    [['--ttl', '0s'], '--ttl must be'],
    [['--ttl', '-1h'], "'--ttl'"],
    [['--tll', '1h'], "Unknown option '--tll'"],
    [['admin'], 'Unexpected argument'],
  ])('refuses %j', (args, message) => {
    expect(() => parseTokenOptions(args)).toThrow(message);
  });
});
