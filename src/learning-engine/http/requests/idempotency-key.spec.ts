import { type Request } from 'express';
import { IDEMPOTENCY_KEY } from './idempotency-header.js';
import { digestOf, idempotencyKeyOf, keepBody, routeOf } from './idempotency-key.js';

const requestWith = (...lines: string[]) =>
  ({ headersDistinct: lines.length > 0 ? { 'idempotency-key': lines } : {} }) as unknown as Request;

describe(idempotencyKeyOf, () => {
  it.each([
    ['"8e03978e-40d5-43dd-bc93-6894a57f9324"', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['8e03978e-40d5-43dd-bc93-6894a57f9324', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['"with blanks, a comma and \\"quotes\\" and \\\\"', 'with blanks, a comma and "quotes" and \\'],
    ['4f1e', '4f1e'],
    ['a'.repeat(255), 'a'.repeat(255)],
  ])('reads %s', (line, key) => {
    expect(idempotencyKeyOf(requestWith(line))).toBe(key);
  });

  it('is none without the header', () => {
    expect(idempotencyKeyOf(requestWith())).toBeUndefined();
  });

  it.each([
    [''],
    ['""'],
    ['" '],
    ['"a'],
    ['a"'],
    ['"a"b"'],
    ['"a\\b"'],
    ['"a";b=1'],
    ['a, b'],
    ['a b'],
    ['schlüssel'],
    ['"schlüssel"'],
    ['a'.repeat(256)],
    ['a', 'a'],
    ['"a', 'b"'],
  ])('rejects %j, and names the header', (...lines) => {
    expect(() => idempotencyKeyOf(requestWith(...lines))).toThrow(
      expect.objectContaining({
        problem: 'invalid-request',
        errors: [expect.objectContaining({ parameter: IDEMPOTENCY_KEY }) as object],
      }) as Error,
    );
  });
});

describe(routeOf, () => {
  const asked = (path: string, params: object) => routeOf({ method: 'POST', route: { path }, params } as Request);

  it('has the values of the path, in one spelling', () => {
    expect(asked('/v1/:key/x/:id', { key: 'a/b c', id: '7' })).toBe('POST /v1/a%2Fb%20c/x/7');
  });

  it('is short, however long the path is, and differs with it', () => {
    const routes = ['a', 'b'].map((end) => asked('/v1/:key', { key: 'x'.repeat(5000) + end }));
    expect(new Set(routes).size).toBe(2);
    for (const route of routes) expect(route.length).toBeLessThanOrEqual(400);
  });
});

describe(digestOf, () => {
  it('differs with the query and with the body', () => {
    const digest = (originalUrl: string, body?: string) => {
      const request = { originalUrl, headers: { 'idempotency-key': 'a' } } as unknown as Request;
      if (body !== undefined) keepBody(request, Buffer.from(body));
      return digestOf(request);
    };
    const digests = [
      digest('/a'),
      digest('/a', '{}'),
      digest('/a?b=1', '{}'),
      digest('/a?b=2', '{}'),
      digest('/a', '{ }'),
    ];
    expect(new Set(digests).size).toBe(digests.length);
    expect(digest('/a?b=1', '{}')).toBe(digests[2]);
  });
});
