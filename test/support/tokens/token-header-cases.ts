import { generateKeyPairSync, sign } from 'node:crypto';
import { encoded, forge, goodClaims, goodHeader, type Part, signature } from './forge-token.js';
import { bearerOf as bearer, casesOf as cases, type TokenCase } from './token-case.js';

const [header, payload] = forge().split('.') as [string, string];

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const signedBy = (head: object): string => {
  const signed = `${encoded({ ...head, alg: 'RS256' })}.${payload}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
};
const jwk = publicKey.export({ format: 'jwk' });

const headers = (accepted: boolean, list: [string, Part][]): TokenCase[] =>
  cases(
    accepted,
    list.map(([name, part]) => [`a header with ${name}`, bearer(forge({ header: part }))]),
  );

/** What a header may say and what not, and keys that are none. */
export const headerCases: TokenCase[] = [
  ...headers(true, [
    ['no typ', { alg: 'HS256' }],
    ['typ jwt', { alg: 'HS256', typ: 'jwt' }],
    ['typ at+jwt', { alg: 'HS256', typ: 'at+jwt' }],
    ['typ AT+JWT', { alg: 'HS256', typ: 'AT+JWT' }],
    ['members of others', { ...goodHeader, x5t: 'abc', cty: 'x' }],
    ['a jku that must not be followed', { ...goodHeader, jku: 'http://127.0.0.1:9/keys' }],
  ]),
  ...headers(false, [
    ['another typ', { alg: 'HS256', typ: 'id_token+jwt' }],
    ['a typ with a prefix', { alg: 'HS256', typ: 'application/jwt' }],
    ['an empty typ', { alg: 'HS256', typ: '' }],
    ['typ null', { alg: 'HS256', typ: null }],
    ['a typ that is a list', { alg: 'HS256', typ: ['JWT'] }],
    ['an empty crit', { ...goodHeader, crit: [] }],
    ['crit null', { ...goodHeader, crit: null }],
    ['an unknown crit', { ...goodHeader, crit: ['urn:x'], 'urn:x': true }],
    ['crit exp', { ...goodHeader, crit: ['exp'], exp: goodClaims.exp }],
    ['crit b64', { ...goodHeader, crit: ['b64'], b64: false }],
    ['no alg', { typ: 'JWT' }],
    ['alg none', { alg: 'none' }],
    ['alg None', { alg: 'None' }],
    ['alg NONE', { alg: 'NONE' }],
    ['an empty alg', { alg: '' }],
    ['alg null', { alg: null }],
    ['alg in small letters', { alg: 'hs256' }],
    ['a list as alg', { alg: ['HS256'] }],
    ['alg HS384', { alg: 'HS384' }],
    ['alg RS256', { alg: 'RS256' }],
    ['an unknown kid', { ...goodHeader, kid: 'unknown' }],
    ['an empty kid', { ...goodHeader, kid: '' }],
    ['kid null', { ...goodHeader, kid: null }],
    ['a number as kid', { ...goodHeader, kid: 0 }],
    ['kid __proto__', { ...goodHeader, kid: '__proto__' }],
    ['kid constructor', { ...goodHeader, kid: 'constructor' }],
    ['a path as kid', { ...goodHeader, kid: '../../../dev/null' }],
    ['alg twice', '{"alg":"HS256","alg":"HS256"}'],
    ['alg twice, once in disguise', '{"alg":"HS256","\\u0061lg":"HS256"}'],
    ['__proto__', '{"alg":"HS256","__proto__":{}}'],
    ['invalid UTF-8', Buffer.from('{"alg":"HS256","x":"\xff"}', 'latin1')],
    ['a byte order mark', '\ufeff{"alg":"HS256"}'],
    ['no JSON', 'alg=HS256'],
    ['a list', '[{"alg":"HS256"}]'],
    ['a text', '"HS256"'],
    ['null', 'null'],
  ]),
  ...cases(false, [
    ['another key', bearer(forge({}, { secret: 'another secret, 32 bytes or more of it' }))],
    ['an empty key', bearer(forge({}, { secret: '' }))],
    ['HS384 by the right key', bearer(forge({ header: { alg: 'HS384' } }, { alg: 'HS384' }))],
    ['HS512 by the right key', bearer(forge({ header: { alg: 'HS512' } }, { alg: 'HS512' }))],
    ['HS512 that says HS256', bearer(forge({}, { alg: 'HS512' }))],
    ['alg none without signature', bearer(`${encoded({ alg: 'none' })}.${payload}.`)],
    ['alg HS256 without signature', bearer(`${header}.${payload}.`)],
    ['the key in the token', bearer(signedBy({ jwk }))],
    ['the key at an address', bearer(signedBy({ jku: 'http://127.0.0.1:9/keys', kid: 'a' }))],
    ['the key in a certificate', bearer(signedBy({ x5u: 'http://127.0.0.1:9/cert', x5c: ['MIIB'] }))],
    ['the signature of another token', bearer(`${header}.${payload}.${signature('x')}`)],
  ]),
];
