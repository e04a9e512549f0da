import { type Request, type Response } from 'express';
import fc from 'fast-check';
import { currentRequest, REQUEST_ID_HEADER } from 'learning-engine/http';
import { requestId } from './request-log.js';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

describe(requestId.name, () => {
  const idsFor = (given?: string | string[]) => {
    const answered = new Map<string, unknown>();
    const response = { setHeader: (name: string, value: unknown) => answered.set(name, value) };
    let known: string | undefined;
    requestId(
      { headers: { [REQUEST_ID_HEADER]: given } } as unknown as Request,
      response as unknown as Response,
      () => {
        known = currentRequest()?.requestId;
      },
    );
    expect(answered.get(REQUEST_ID_HEADER)).toBe(known);
    return known;
  };

  it.each(['a', 'x'.repeat(128), '4bf92f35-77b3', 'b64+/_==', '1-67891233:abc.def'])('takes %s', (given) => {
    expect(idsFor(given)).toBe(given);
  });

  it.each([
    undefined,
    '',
    'x'.repeat(129),
    'a b',
    'a, b',
    'a\r\nb',
    'a\n',
    '\u001b[2J',
    'a\u2028',
    'ä',
    '"',
    '\\',
    '<a>',
  ])('makes one of its own in place of %j', (given) => {
    expect(idsFor(given)).toMatch(UUID);
  });

  it('makes another one each time, and takes no list', () => {
    expect(idsFor()).not.toBe(idsFor());
    expect(idsFor(['a', 'b'])).toMatch(UUID);
  });

  it('repeats what is safe in a line and in a header, and nothing else', () => {
    const safe = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:+/=-';
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 140, size: 'max' }),
      fc.string({ unit: fc.constantFrom(...safe), minLength: 120, maxLength: 136 }),
      fc.tuple(fc.stringMatching(/^\w{1,9}$/), fc.string({ unit: 'binary' })).map(([start, rest]) => start + rest),
    );
    fc.assert(
      fc.property(texts, (given) => {
        const isSafe = given !== '' && given.length <= 128 && [...given].every((character) => safe.includes(character));

        if (isSafe) expect(idsFor(given)).toBe(given);
        else expect(idsFor(given)).toMatch(UUID);
      }),
      { numRuns: 300 },
    );
  });

  it('is not known outside of the request', () => {
    idsFor('a');

    expect(currentRequest()?.requestId).toBeUndefined();
  });
});
