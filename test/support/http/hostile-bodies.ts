import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { platform } from './learners-client.js';
import { lastingBearer, rawPost } from './raw-http.js';

const MEBIBYTE = 1024 * 1024;

/** A route that takes bodies of callers, and how large they may be. */
export interface BodyRoute {
  path: string;
  limit: number;
}

const LEARNER = '/v1/learning/learners/33333333-3333-4333-8333-333333333333';
const COMPUTE: BodyRoute = { path: '/v1/learning/mastery', limit: MEBIBYTE };

export const bodyRoutes: readonly BodyRoute[] = [
  COMPUTE,
  { path: `${LEARNER}/answers`, limit: MEBIBYTE },
  { path: `${LEARNER}/decisions`, limit: 100 * 1024 },
  { path: `${LEARNER}/next`, limit: MEBIBYTE },
];

/** What is sent, until the service ends the connection, and what it must answer. */
export interface HostileBody {
  name: string;
  status: number;
  problem: string;
  bytes: () => string;
}

/** Of a request: its headers, beside the usual ones, and its body. */
type Sent = { headers?: Record<string, string | number>; body: string | Buffer };

/** A request that says how long its body is. */
const whole = (body: string | Buffer, headers: Record<string, string> = {}): Sent => ({
  headers: { 'Content-Length': Buffer.byteLength(body), Connection: 'close', ...headers },
  body,
});

/** A request that lies about its body. */
const lying = (headers: Record<string, string | number>, body: string): Sent => ({ headers, body });

const CHUNKED = { 'Transfer-Encoding': 'chunked' };
const bomb = Buffer.alloc(64 * MEBIBYTE, '[');
const names = (count: number) => Array.from({ length: count }, (_, n) => `"k${n}":0`).join();
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

/** As the route that computes answers them. The last one is how many bytes there are, where a smaller limit is passed by them. */
const BODIES: readonly (readonly [name: string, status: number, problem: string, sent: () => Sent, bytes?: number])[] =
  [
    ['10,000 levels', 400, 'malformed-body', () => whole(`{"input":${nested(10_000)}}`)],
    ['10,000 levels that never close', 400, 'malformed-body', () => whole('['.repeat(10_000))],
    ['a million names', 413, 'payload-too-large', () => whole(`{"input":{${names(1_000_000)}}}`)],
    ['a thousand names and one', 400, 'malformed-body', () => whole(`{"input":{${names(1001)}}}`)],
    ['a thousand unknown fields', 400, 'invalid-request', () => whole(`{${names(1000)}}`)],
    ['half a million numbers', 400, 'malformed-body', () => whole(`[${'0,'.repeat(MEBIBYTE / 2 - 2)}0]`), MEBIBYTE],
    ['10 MB', 413, 'payload-too-large', () => whole(`{"input":{"a":"${'x'.repeat(10 * MEBIBYTE)}"}}`)],
    ['one byte too many', 413, 'payload-too-large', () => whole(' '.repeat(MEBIBYTE + 1))],
    ['a bomb of gzip', 413, 'payload-too-large', () => whole(gzipSync(bomb), { 'Content-Encoding': 'gzip' })],
    ['a bomb of deflate', 413, 'payload-too-large', () => whole(deflateSync(bomb), { 'Content-Encoding': 'deflate' })],
    ['a bomb of brotli', 413, 'payload-too-large', () => whole(brotliCompressSync(bomb), { 'Content-Encoding': 'br' })],
    ['no gzip', 400, 'malformed-body', () => whole('{"input":{}}', { 'Content-Encoding': 'gzip' })],
    ['half a gzip', 400, 'malformed-body', () => whole(gzipSync('{}').subarray(0, 12), { 'Content-Encoding': 'gzip' })],
    ['gzip of gzip', 415, 'unsupported-media-type', () => whole('', { 'Content-Encoding': 'gzip, gzip' })],
    ['an unknown compression', 415, 'unsupported-media-type', () => whole('{}', { 'Content-Encoding': 'lzma' })],
    [
      'another character set',
      415,
      'unsupported-media-type',
      () => whole('{}', { 'Content-Type': 'application/json; charset=latin1' }),
    ],
    ['a length that is too short', 400, 'malformed-request', () => lying({ 'Content-Length': 5 }, '{"input":{}}')],
    ['a negative length', 400, 'malformed-request', () => lying({ 'Content-Length': -1 }, '{}')],
    ['a length beyond all numbers', 400, 'malformed-request', () => lying({ 'Content-Length': '9'.repeat(30) }, '{}')],
    ['a length and chunks', 400, 'malformed-request', () => lying({ 'Content-Length': 5, ...CHUNKED }, '0\r\n\r\n')],
    ['a chunk of no number', 400, 'malformed-request', () => lying(CHUNKED, 'zz\r\n{}\r\n0\r\n\r\n')],
    [
      'a chunk with a long extension',
      413,
      'payload-too-large',
      () => lying(CHUNKED, `2;${'a'.repeat(20_000)}\r\n{}\r\n`),
    ],
    ['a long trailer', 431, 'headers-too-large', () => lying(CHUNKED, `0\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`)],
    [
      'a mebibyte in chunks of one byte',
      400,
      'malformed-body',
      () => lying({ ...CHUNKED, Connection: 'close' }, `${'1\r\n[\r\n'.repeat(MEBIBYTE)}0\r\n\r\n`),
      MEBIBYTE,
    ],
    ['a number beyond all numbers', 400, 'invalid-input', () => whole('{"input":{"states":1e400,"events":[]}}')],
    [
      'a number of 100,000 digits',
      400,
      'invalid-input',
      () => whole(`{"input":{"states":${'9'.repeat(100_000)},"events":[]}}`),
    ],
    ['a name of a million characters', 400, 'invalid-request', () => whole(`{"${'n'.repeat(1_000_000)}":0}`), MEBIBYTE],
    [
      'a text of a million',
      400,
      'invalid-request',
      () => whole(`{"input":{},"trigger":"${'x'.repeat(1_000_000)}"}`),
      MEBIBYTE,
    ],
    ['the same name twice', 400, 'malformed-body', () => whole('{"input":{"a":1,"a":2}}')],
    ['the same name twice, spelt differently', 400, 'malformed-body', () => whole('{"input":{"a":1,"\\u0061":2}}')],
    ['a body that is no UTF-8', 400, 'malformed-body', () => whole(Buffer.from([0x7b, 0xff, 0x7d]))],
  ];

const made = new Map<string, Sent>();

/** Made once: some take a while. */
function sentOnce(name: string, sent: () => Sent): Sent {
  if (!made.has(name)) made.set(name, sent());
  return made.get(name)!;
}

/** What is sent to a route, and what it must answer: its own fields are others, and it may take less. */
export const hostileBodies = (route: BodyRoute): readonly HostileBody[] =>
  BODIES.map(([name, status, problem, sent, size = 0]) => ({
    name: `${route.path}: ${name}`,
    ...(size > route.limit
      ? { status: 413, problem: 'payload-too-large' }
      : { status, problem: problem === 'invalid-input' && route !== COMPUTE ? 'invalid-request' : problem }),
    bytes: () => {
      const { headers, body } = sentOnce(name, sent);
      return rawPost(route.path, { Authorization: lastingBearer(platform), ...headers }, body);
    },
  }));
