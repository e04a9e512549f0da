import { forge, goodClaims, NOW } from './forge-token.js';
import { bearerOf, casesOf, type TokenCase } from './token-case.js';

const DAY = 86_400;
const UUID = goodClaims.sub;

/** Claims that JSON.stringify cannot write: the value is a piece of JSON. */
const written = (claim: string, json: string): string =>
  JSON.stringify({ ...goodClaims, [claim]: '@' }).replace('"@"', () => json);

const claims = (accepted: boolean, cases: [name: string, payload: object | string][]): TokenCase[] =>
  casesOf(
    accepted,
    cases.map(([name, payload]) => [name, bearerOf(forge({ payload }))]),
  );

const good = (cases: [string, object][]) =>
  claims(
    true,
    cases.map(([name, change]) => [name, { ...goodClaims, ...change }]),
  );
const bad = (cases: [string, object][]) =>
  claims(
    false,
    cases.map(([name, change]) => [name, { ...goodClaims, ...change }]),
  );

const noTime: [string, string][] = [
  ['a text', `"${NOW + 60}"`],
  ['a date', '"2027-01-15T08:00:00Z"'],
  ['an empty text', '""'],
  ['null', 'null'],
  ['true', 'true'],
  ['a list', `[${NOW + 60}]`],
  ['an object', '{}'],
  ['1e999', '1e999'],
  ['-1e999', '-1e999'],
];

const noText: [string, object | number | boolean | null | string][] = [
  ['null', null],
  ['an empty text', ''],
  ['a number', 7],
  ['true', true],
  ['an object', {}],
  ['an empty list', []],
];

/** What a token may say and what not, at the time NOW. */
export const claimCases: TokenCase[] = [
  ...good([
    ['all as it should be', {}],
    ['no iat', { iat: undefined }],
    ['no role', { role: undefined }],
    ['an unknown role', { role: 'root' }],
    ['a role that is a list', { role: ['admin'] }],
    ['claims of others', { jti: 'x', scope: 'read', nested: { deep: [1, { a: null }] } }],
    ['an aud with ours among others', { aud: ['someone', goodClaims.aud] }],
    ['a reader of groups', { role: 'reader', group_ids: ['7a', '7b'] }],
    ['a reader of none', { role: 'reader', group_ids: [] }],
    ['no groups of ours, and no reader', { role: 'user', group_ids: 'everyone' }],
    ['a sub in capitals', { sub: UUID.toUpperCase() }],
    ['an nbf of before', { nbf: NOW - 60 }],
    ['an nbf within the leeway', { nbf: NOW + 30 }],
    ['an iat within the leeway', { iat: NOW + 30 }],
    ['an exp just past, within the leeway', { exp: NOW - 29 }],
    ['times with fractions', { iat: NOW - 0.5, exp: NOW + 59.5, nbf: NOW - 0.5 }],
    ['the longest life', { exp: NOW + DAY }],
    ['the longest life, issued by a clock ahead', { iat: NOW + 30, exp: NOW + 30 + DAY }],
    ['the longest life without iat, by a clock ahead', { iat: undefined, exp: NOW + 30 + DAY }],
    ['an old token in its last second', { iat: NOW - DAY, exp: NOW }],
  ]),
  ...bad([
    ['no exp', { exp: undefined }],
    ['exp 0', { exp: 0 }],
    ['a negative exp', { exp: -NOW }],
    ['expired long ago', { iat: NOW - 7200, exp: NOW - 3600 }],
    ['expired, just beyond the leeway', { iat: NOW - 60, exp: NOW - 30 }],
    ['exp in milliseconds', { exp: (NOW + 60) * 1000 }],
    ['exp in 1000 years', { exp: NOW + 1000 * 365 * DAY }],
    ['exp in 1000 years without iat', { iat: undefined, exp: NOW + 1000 * 365 * DAY }],
    ['a second more than the longest life', { exp: NOW + DAY + 1 }],
    ['the longest life and the leeway', { exp: NOW + DAY + 30 }],
    ['a second more than that without iat', { iat: undefined, exp: NOW + DAY + 31 }],
    ['a long life that has begun long ago', { iat: NOW - DAY, exp: NOW + 1 }],
    ['iat 0', { iat: 0 }],
    ['a negative iat', { iat: -1 }],
    ['an nbf just beyond the leeway', { nbf: NOW + 31 }],
    ['an nbf of tomorrow', { nbf: NOW + DAY }],
    ['an iat just beyond the leeway', { iat: NOW + 31 }],
    ['an iat of tomorrow', { iat: NOW + DAY, exp: NOW + DAY + 60 }],
    ['an iat in milliseconds', { iat: NOW * 1000, exp: NOW + 60 }],
    ['no iss', { iss: undefined }],
    ['another iss', { iss: 'someone' }],
    ['an iss in capitals', { iss: goodClaims.iss.toUpperCase() }],
    ['an iss with a space', { iss: `${goodClaims.iss} ` }],
    ['the beginning of the iss', { iss: goodClaims.iss.slice(0, -1) }],
    ['a list with the iss', { iss: [goodClaims.iss] }],
    ['no aud', { aud: undefined }],
    ['another aud', { aud: 'someone' }],
    ['an aud in capitals', { aud: goodClaims.aud.toUpperCase() }],
    ['an aud that begins with ours', { aud: `${goodClaims.aud}/x` }],
    ['an aud with ours as a part', { aud: `someone ${goodClaims.aud}` }],
    ['a list without ours', { aud: ['someone', 'other'] }],
    ['a list in a list', { aud: [[goodClaims.aud]] }],
    ['ours as a name', { aud: { [goodClaims.aud]: true } }],
    ['no sub', { sub: undefined }],
    ['a list with a sub', { sub: [UUID] }],
    ['an object with a sub', { sub: { toString: UUID } }],
    ['a sub that is a name', { sub: 'admin' }],
    ['a sub of 5,000 characters', { sub: 'a'.repeat(5000) }],
    ['a sub of many UUIDs', { sub: UUID.repeat(20) }],
    ['a sub with a line break', { sub: `${UUID}\n` }],
    ['a sub with NUL', { sub: `${UUID}\0` }],
    ['a sub with spaces', { sub: ` ${UUID} ` }],
    ['a sub in braces', { sub: `{${UUID}}` }],
    ['a sub as URN', { sub: `urn:uuid:${UUID}` }],
    ['a sub without hyphens', { sub: UUID.replaceAll('-', '') }],
    ['a sub with a foreign digit', { sub: UUID.replace('3', '３') }],
    ['a sub that breaks out', { sub: `${UUID}' OR '1'='1` }],
  ]),
  ...['exp', 'nbf', 'iat'].flatMap((claim) =>
    claims(
      false,
      noTime.map(([name, json]) => [`${claim} is ${name}`, written(claim, json)]),
    ),
  ),
  ...['iss', 'aud', 'sub'].flatMap((claim) =>
    bad(noText.map(([name, value]) => [`${claim} is ${name}`, { [claim]: value }])),
  ),
  ...bad(
    ['7a', null, { 0: '7a' }, [7], [''], ['a\0'], [['7a']], ['x'.repeat(201)]].map((group_ids) => [
      `a reader of the groups ${JSON.stringify(group_ids).slice(0, 20)}`,
      { role: 'reader', group_ids },
    ]),
  ),
  ...claims(false, [
    ['no claims at all', {}],
    ['the claims in a list', JSON.stringify([goodClaims])],
  ]),
];
