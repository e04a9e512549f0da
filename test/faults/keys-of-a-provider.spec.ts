import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { KeysUnavailableError } from '../../src/auth/keys-unavailable.error.js';
import { PublishedKeys, type PublishedKeysOptions } from '../../src/auth/published-keys.js';
import { ecPair, jwkOf } from '../support/tokens/key-files.js';
import { useShiftedClock } from '../support/tokens/shifted-clock.js';
import { useKeyServer } from '../support/tokens/use-key-server.js';

const DAY = 86_400_000;

describe('A2: keys that a provider publishes', () => {
  const provider = useKeyServer();
  const clock = useShiftedClock();
  const [a, b] = ['a', 'b'].map((kid) => jwkOf(ecPair().publicKey, { kid })) as [object, object];
  const lines: unknown[][] = [];
  let open: PublishedKeys[] = [];
  let removed: number;

  beforeEach(() => {
    removed = 0;
    lines.length = 0;
    provider.publish(a);
    const note = (...line: unknown[]) => lines.push(line);
    Logger.overrideLogger({ log: note, error: note, warn: note });
  });
  afterEach(() => {
    for (const keys of open) keys.stop();
    open = [];
    Logger.overrideLogger(['log', 'error', 'warn']);
  });

  const read = (options: Partial<PublishedKeysOptions> = {}): PublishedKeys => {
    const keys = new PublishedKeys(provider.url, { keptFor: DAY, onRemoved: () => (removed += 1), ...options });
    open.push(keys);
    return keys;
  };
  const namesIn = async (keys: PublishedKeys, id?: string) => (await keys.withKey(id)).map((key) => key.id);
  const fail = () => provider.answer((_request, response) => response.writeHead(500).end('{"keys":[]}'));

  it('are read once, however many ask for them', async () => {
    const keys = read();

    expect(await Promise.all(Array.from({ length: 50 }, () => namesIn(keys, 'a')))).toEqual(Array(50).fill(['a']));
    expect(provider.requests).toBe(1);
  });

  it('are read again when a token names another one, so that a rotation needs no restart', async () => {
    const keys = read();
    await namesIn(keys, 'a');
    provider.publish(a, b);
    clock.advance(10_000);

    expect(await namesIn(keys, 'b')).toEqual(['a', 'b']);
    expect([provider.requests, removed]).toEqual([2, 0]);
    expect(await namesIn(keys, 'b')).toEqual(['a', 'b']);
    expect(provider.requests).toBe(2);
  });

  it('are asked for once in ten seconds at most, however many tokens name unknown ones', async () => {
    const keys = read();
    await namesIn(keys, 'a');
    clock.advance(10_000);
    const flood = () => Promise.all(Array.from({ length: 500 }, (_, index) => namesIn(keys, `x${index}`)));
    await flood();
    await flood();
    clock.advance(9000);
    await flood();

    expect(provider.requests).toBe(2);
    clock.advance(1000);
    await flood();
    expect(provider.requests).toBe(3);
  });

  it('are read from time to time: that one was removed is noticed without a token', async () => {
    const keys = read({ every: 20 });
    await namesIn(keys, 'a');
    expect(removed).toBe(0);
    provider.publish(b);
    await provider.asked();
    await provider.asked(); // the one before has been read by now

    expect(await namesIn(keys)).toEqual(['b']);
    expect(removed).toBe(1);
  });

  it('are others under an old name when the key is another one', async () => {
    const keys = read();
    await namesIn(keys, 'a');
    provider.publish({ ...jwkOf(ecPair().publicKey), kid: 'a' });
    clock.advance(10_000);
    await namesIn(keys, 'b');

    expect(removed).toBe(1);
  });

  it('serve while the provider fails, but no longer than any of their tokens may live', async () => {
    const keys = read();
    await namesIn(keys, 'a');
    fail();
    clock.advance(DAY - 60_000);

    expect(await namesIn(keys, 'a')).toEqual(['a']);
    await expect(keys.withKey('b')).rejects.toThrow(KeysUnavailableError);
    expect(await namesIn(keys, 'a')).toEqual(['a']);
    clock.advance(60_000);
    await expect(keys.withKey('a')).rejects.toThrow(KeysUnavailableError);
    provider.publish(a, b);
    clock.advance(10_000);
    expect(await namesIn(keys, 'b')).toEqual(['a', 'b']);
    expect(lines).toEqual([
      ['The keys of JWT_JWKS_URL cannot be read', { reason: expect.stringMatching(/status 500/) as string }, 'Keys'],
      ['The keys of JWT_JWKS_URL were read again', 'Keys'],
    ]);
  });

  it('are waited for where the provider was not there at the start', async () => {
    fail();
    const keys = read();

    await expect(keys.withKey('a')).rejects.toThrow(KeysUnavailableError);
    provider.publish(a);
    clock.advance(10_000);
    expect(await namesIn(keys, 'a')).toEqual(['a']);
  });

  it('are never read from where a redirect leads', async () => {
    let visits = 0;
    const elsewhere = createServer((_request, response) => {
      visits += 1;
      response.end(JSON.stringify({ keys: [b] }));
    });
    await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
    const Location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/keys`;
    provider.answer((_request, response) => response.writeHead(302, { Location }).end());

    await expect(read().withKey('b')).rejects.toThrow(KeysUnavailableError);
    expect(visits).toBe(0);
    elsewhere.close();
  });

  const longText = JSON.stringify({ keys: [b], more: 'x'.repeat(128 * 1024) });
  it.each<[string, string, RegExp]>([
    ['no JSON', '<html>', /with JSON/],
    ['no set', '[]', /with a JWK set/],
    ['an empty set', '{"keys":[]}', /with a key that verifies/],
    [
      'a private key',
      JSON.stringify({ keys: [jwkOf(ecPair().privateKey, { kid: 'b' })] }),
      /without secret and private/,
    ],
    ['too many keys', JSON.stringify({ keys: Array(33).fill(b) }), /with at most 32 keys/],
    ['too long a text', longText, /with more than 128 KiB/],
  ])('stay as they are when the answer is %s', async (_name, text, reason) => {
    const keys = read();
    await namesIn(keys, 'a');
    provider.answer((_request, response) => response.end(text));
    clock.advance(10_000);

    await expect(keys.withKey('b')).rejects.toThrow(KeysUnavailableError);
    expect([await namesIn(keys, 'a'), removed]).toEqual([['a'], 0]);
    expect(lines).toEqual([[expect.any(String), { reason: expect.stringMatching(reason) as string }, 'Keys']]);
  });

  it('are not waited for without end', async () => {
    provider.answer(() => undefined);

    await expect(read({ timeLimit: 50 }).withKey('a')).rejects.toThrow(KeysUnavailableError);
  });
});
