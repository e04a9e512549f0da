import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson, sha256 } from './canonical-json.js';
import { type JsonValue } from './json.js';

const shuffleKeys = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(shuffleKeys)
    : value && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([name, child]) => [name, shuffleKeys(child)]),
        )
      : value;

describe(canonicalJson.name, () => {
  // Appendix of RFC 8785, section 3.2.2 and 3.2.3.
  it('follows the examples of RFC 8785', () => {
    expect(
      canonicalJson({
        numbers: [Number('333333333.33333329'), 4.5, 2e-3, 0.000000000000000000000000001],
        literals: [null, true, false],
      }),
    ).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,4.5,0.002,1e-27]}');
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 })).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}',
    );
  });

  it('does not depend on the order of names', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(shuffleKeys(value) as JsonValue)).toBe(canonicalJson(value as JsonValue));
      }),
    );
  });

  it('says what another implementation of RFC 8785 says', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary', depthSize: 'medium' }), (value) => {
        expect(canonicalJson(value as JsonValue)).toBe(canonicalize(value));
      }),
    );
  });

  it.each([NaN, Infinity, -Infinity, '\ud800', 'a\udc00', { '\ud800': 1 }, undefined, [undefined], 1n, () => 1])(
    'rejects %p, which JSON cannot hold',
    (value) => {
      expect(() => canonicalJson(value as JsonValue)).toThrow(TypeError);
    },
  );
});

describe(sha256.name, () => {
  it('hashes the UTF-8 form', () => {
    // FIPS 180-4 example, and: printf 'é' | sha256sum
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256('é')).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c');
  });
});
