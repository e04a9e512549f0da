import { type Request, type Response } from 'express';
import fc from 'fast-check';
import { currentRequestId } from './request-context.js';
import { REQUEST_ID_HEADER, requestId } from './request-id.middleware.js';

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
        known = currentRequestId();
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

  it('never repeats what is not safe in a line and in a header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 140 }), (given) => {
        const id = idsFor(given)!;

        expect(id).toMatch(/^[A-Za-z0-9_.:+/=-]{1,128}$/);
        expect(id === given || UUID.test(id)).toBe(true);
      }),
    );
  });

  it('is known to nobody outside of the request', () => {
    idsFor('a');

    expect(currentRequestId()).toBeUndefined();
  });
});
