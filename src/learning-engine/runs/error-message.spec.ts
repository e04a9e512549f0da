import fc from 'fast-check';
import { sha256 } from '../json/canonical-json.js';
import { storableErrorMessage } from './error-message.js';

describe(storableErrorMessage.name, () => {
  it('leaves ordinary text alone, to the byte', () => {
    expect(storableErrorMessage('', 8)).toBe('');
    expect(storableErrorMessage('Insufficient data', 100)).toBe('Insufficient data');
    expect(storableErrorMessage('éééé', 8)).toBe('éééé');
  });

  it('makes NUL and lone surrogates visible', () => {
    expect(storableErrorMessage('a\0b\ud800c\udfff😀', 100)).toBe('a\\u0000b\\ud800c\\udfff😀');
  });

  it('cuts what is too long, with a marker and the digest of the whole', () => {
    const message = 'x'.repeat(200);

    expect(storableErrorMessage(message, 150)).toBe(`${'x'.repeat(57)}… [cut; 200 bytes, sha256 ${sha256(message)}]`);
  });

  it('always fits, and never cuts a character in two', () => {
    // Whole ones of U+FFFD, which a decoder puts where one was cut, are taken out.
    const texts = fc
      .string({ unit: 'binary', maxLength: 400, size: 'max' })
      .map((text) => text.replaceAll('\ufffd', ''));
    fc.assert(
      fc.property(texts, fc.integer({ min: 100, max: 400 }), (text, limit) => {
        const message = storableErrorMessage(text, limit);

        expect(Buffer.byteLength(message)).toBeLessThanOrEqual(limit);
        expect(message).not.toMatch(/\0|\ufffd|\p{Surrogate}/u);
      }),
      { numRuns: 1000 },
    );
  });
});
