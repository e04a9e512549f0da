import { encoded, forge, goodClaims, goodHeader, type Part, signature } from './forge-token.js';
import { bearerOf as bearer, casesOf as cases, type TokenCase } from './token-case.js';
import { headerCases } from './token-header-cases.js';
import { testEnv } from '../http/use-service.js';

const token = forge();
const [header, payload, mac] = token.split('.') as [string, string, string];
const sealed = (signed: string) => `${signed}.${signature(signed)}`;

/** Another last character for the same bytes. Needs a part whose last character has bits to spare. */
const strayed = (part: string): string => {
  const bytes = Buffer.from(part, 'base64url');
  const other = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].find(
    (last) => !part.endsWith(last) && Buffer.from(part.slice(0, -1) + last, 'base64url').equals(bytes),
  );
  if (other === undefined) throw new Error('this part has no bits to spare');
  return part.slice(0, -1) + other;
};

/** JSON with spaces at its end until its base64url has bits to spare. */
const padded = (value: object): string => {
  const text = JSON.stringify(value);
  return encoded(text + ' '.repeat((4 - (text.length % 3)) % 3));
};

/** A good token of exactly this many characters. */
export function tokenOfLength(length: number): string {
  for (let filler = length / 2; filler < length; filler += 1) {
    const long = forge({ payload: { ...goodClaims, filler: 'x'.repeat(filler) } });
    if (long.length === length) return long;
  }
  throw new Error(`no token has ${length} characters`);
}

const payloads = (list: [string, Part][]): TokenCase[] =>
  cases(
    false,
    list.map(([name, part]) => [`a payload, ${name}`, bearer(forge({ payload: part }))]),
  );

const text = JSON.stringify(goodClaims);
const withMember = (member: string): string => `{${member},${text.slice(1)}`;

const payloadCases: TokenCase[] = payloads([
  ['role twice', withMember('"role":"admin"')],
  ['sub twice, once in disguise', withMember('"\\u0073ub":"x"')],
  ['a name twice deep inside', withMember('"x":[{"a":1,"a":1}]')],
  ['__proto__', withMember('"__proto__":{"role":"admin"}')],
  ['__proto__ in disguise', withMember('"\\u005f_proto__":null')],
  ['__proto__ deep inside', withMember('"x":[{"__proto__":1}]')],
  ['invalid UTF-8', Buffer.from(withMember('"x":"\xff"'), 'latin1')],
  ['a surrogate as bytes', Buffer.from(withMember('"x":"\xed\xa0\x80"'), 'latin1')],
  ['a byte order mark', `\ufeff${text}`],
  ['a comma at the end', text.replace('}', ',}')],
  ['a bracket at the end', `${text}}`],
  ['two objects', text + text],
  ['null', 'null'],
  ['a text', '"x"'],
  ['a number', '7'],
  ['nothing', ''],
  ['1,000 levels', withMember(`"x":${'['.repeat(1000)}${']'.repeat(1000)}`)],
]);

const shapeCases: TokenCase[] = [
  ...cases(true, [
    ['a token', bearer(token)],
    ['a scheme in small letters', `bearer ${token}`],
    ['a scheme in capitals', `BEARER ${token}`],
    ['two spaces', `Bearer  ${token}`],
    ['spaces in its JSON', bearer(sealed(`${padded(goodHeader)}.${padded(goodClaims)}`))],
    ['8 KiB', bearer(tokenOfLength(8192))],
  ]),
  ...cases(false, [
    ['a byte more than 8 KiB', bearer(tokenOfLength(8193))],
    ['nonsense', 'Bearer abc.def.ghi'],
    ['nothing but points', 'Bearer ..'],
    ['two parts', bearer(`${header}.${payload}`)],
    ['four parts', bearer(`${token}.${mac}`)],
    ['five parts', bearer(`${header}..${payload}.${mac}.${mac}`)],
    ['no header', bearer(sealed(`.${payload}`))],
    ['no payload', bearer(sealed(`${header}.`))],
    ['a point at the end', bearer(`${token}.`)],
    ['a point in front', bearer(`.${token}`)],
    ['a header with bits to spare that are set', bearer(sealed(`${strayed(padded(goodHeader))}.${payload}`))],
    ['a payload with bits to spare that are set', bearer(sealed(`${header}.${strayed(padded(goodClaims))}`))],
    ['a signature with bits to spare that are set', bearer(`${header}.${payload}.${strayed(mac)}`)],
    ['a padded header', bearer(sealed(`${padded(goodHeader)}=.${payload}`))],
    ['a padded payload', bearer(sealed(`${header}.${padded(goodClaims)}=`))],
    ['a padded signature', bearer(`${token}=`)],
    [
      'a signature in standard base64',
      bearer(`${header}.${payload}.${Buffer.from(mac, 'base64url').toString('base64')}`),
    ],
    ['a signature that goes on', bearer(`${token}AAAA`)],
    ['a signature cut short', bearer(token.slice(0, -4))],
    ['a space inside', bearer(`${header}. ${payload}.${mac}`)],
    ['a tab inside', bearer(`${header}.\t${payload}.${mac}`)],
    ['something after it', bearer(`${token} x`)],
    ['a parameter after it', bearer(`${token}, realm="x"`)],
    ['a comma after it', bearer(`${token},`)],
    ['a semicolon after it', bearer(`${token};`)],
    ['another token after it', bearer(`${token} ${token}`)],
    ['another scheme after it', bearer(`${token}, Basic dXNlcjpwYXNz`)],
    ['the scheme twice', bearer(bearer(token))],
    ['quotes around it', bearer(`"${token}"`)],
    ['letters beyond ASCII', bearer(`${token}\xe9`)],
  ]),
];

const hidden = (list: [string, Partial<TokenCase>][]): TokenCase[] =>
  list.map(([name, more]) => ({ name, accepted: false, shown: false, ...more }));

const placeCases: TokenCase[] = [
  ...hidden([
    ['nothing', {}],
    ['an empty header', { authorization: [''] }],
    ['the scheme alone', { authorization: ['Bearer'] }],
    ['another scheme', { authorization: ['Basic dXNlcjpwYXNz'] }],
    ['another scheme with the token', { authorization: [`JWT ${token}`] }],
    ['a scheme that begins alike', { authorization: [`BearerX ${token}`] }],
    ['a colon after the scheme', { authorization: [`Bearer: ${token}`] }],
    ['a tab after the scheme', { authorization: [`Bearer\t${token}`] }],
    ['the token without scheme', { authorization: [token] }],
    ['the token in the query', { query: `access_token=${token}&token=${token}&jwt=${token}` }],
    ['the token in a cookie', { headers: { Cookie: `access_token=${token}; jwt=${token}` } }],
    [
      'the token in other headers',
      { headers: { 'Proxy-Authorization': bearer(token), 'X-Authorization': bearer(token) } },
    ],
    [
      'the secret as a password',
      { authorization: [`Basic ${Buffer.from(`:${testEnv.JWT_SECRET}`).toString('base64')}`] },
    ],
    [
      'the token in a form',
      { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: `access_token=${token}` },
    ],
    [
      'the token in a JSON body',
      { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ access_token: token, token }) },
    ],
  ]),
  ...[
    ['the token twice', [bearer(token), bearer(token)]],
    ['a good token before a bad one', [bearer(token), 'Bearer abc']],
    ['a bad token before a good one', ['Bearer abc', bearer(token)]],
    ['another scheme before it', ['Basic dXNlcjpwYXNz', bearer(token)]],
    ['another scheme behind it', [bearer(token), 'Basic dXNlcjpwYXNz']],
    ['an empty header behind it', [bearer(token), '']],
  ].map(([name, authorization]) => ({
    name: `two headers: ${name as string}`,
    accepted: false,
    shown: true,
    authorization: authorization as string[],
  })),
];

/** Forms in which a token may be shown, and all those in which it may not. */
export const formCases: TokenCase[] = [...headerCases, ...payloadCases, ...shapeCases, ...placeCases];
