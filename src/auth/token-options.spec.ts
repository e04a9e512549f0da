import { parseTokenOptions } from './token-options.js';

const DAY = 86_400;
const SUB = '123e4567-e89b-12d3-a456-426614174000';

describe(parseTokenOptions.name, () => {
  it('has a default for every option', () => {
    expect(parseTokenOptions({}, DAY)).toEqual({
      caller: { role: 'user', userId: '00000000-0000-4000-8000-000000000001' },
      seconds: 3600,
    });
  });

  it('reads role, subject and time to live', () => {
    expect(parseTokenOptions({ role: 'admin', sub: SUB, ttl: '15m' }, DAY)).toEqual({
      caller: { role: 'admin', userId: SUB },
      seconds: 900,
    });
    expect(parseTokenOptions({ ttl: '1d' }, DAY).seconds).toBe(DAY);
  });

  it('reads the groups of a reader', () => {
    expect(parseTokenOptions({ role: 'reader', groups: '7a, 7b' }, DAY).caller).toMatchObject({
      role: 'reader',
      groupIds: ['7a', '7b'],
    });
    expect(parseTokenOptions({ role: 'reader' }, DAY).caller).not.toHaveProperty('groupIds');
  });

  it.each([
    [{ groups: '7a' }, '--groups is for --role reader'],
    [{ role: 'reader', groups: '7a,,7b' }, '--groups must be ids of 1 to 200 characters, such as 7a,7b'],
    [{ role: 'root' }, '--role must be one of user, reader, service, admin'],
    [{ sub: 'me' }, '--sub must be a UUID'],
    [{ ttl: '60' }, '--ttl must be a number with a unit, such as 90s, 15m or 1h'],
    [{ ttl: '0s' }, '--ttl must be'],
    [{ ttl: '-1h' }, '--ttl must be'],
    [
      { ttl: '25h' },
      '--ttl must be at most 86400s: the service rejects tokens with a longer lifetime than JWT_MAX_LIFETIME',
    ],
    [{ ttl: '86401s' }, '--ttl must be at most 86400s'],
  ])('rejects %j', (options, message) => {
    expect(() => parseTokenOptions(options, DAY)).toThrow(message);
  });
});
