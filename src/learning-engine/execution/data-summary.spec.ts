import { copyJson } from '../json/copy-json.js';
import { dataSummary } from './data-summary.js';

describe(dataSummary.name, () => {
  const digestOf = (source: object) => {
    const copy = copyJson({ ...source, long: 'x'.repeat(200) }, { depth: 32, keys: 100, bytes: 1000 });
    return (dataSummary(copy, 150).digest as { sha256: string }).sha256;
  };

  it('digests alike what differs in the last bits of its numbers only', () => {
    expect(digestOf({ a: [{ b: 0.1 + 0.2 }] })).toBe(digestOf({ a: [{ b: 0.3 }] }));
    expect(digestOf({ a: 1_234_567_890_123 })).toBe(digestOf({ a: 1_234_567_890_124 }));
  });

  it.each([
    [{ a: [{ b: 0.3 }] }, { a: [{ b: 0.30000000001 }] }],
    [{ a: 123_456_789_012 }, { a: 123_456_789_013 }],
    [{ a: ['1'] }, { a: [1] }],
    [{ a: null }, { a: true }],
  ])('tells %j from %j', (one, other) => {
    expect(digestOf(one)).not.toBe(digestOf(other));
  });
});
