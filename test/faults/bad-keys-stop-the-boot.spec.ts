import { join } from 'node:path';
import { ecPair, jwkOf, pemOf, rsaPair, useKeyFiles } from '../support/tokens/key-files.js';
import {
  type BadEnv,
  expectRefusal,
  goodEnv,
  keylessEnv,
  problemsOf,
  randomSecret,
} from '../support/processes/production-env.js';

const KEYS = 'https://id.example.org/keys';

describe('A8: bad files of keys, and keys that do not go together, do not boot', () => {
  const { folder, file } = useKeyFiles();
  const rsa = rsaPair();
  const ec = ecPair();
  const pem = (content: string) => ({ JWT_PUBLIC_KEY_FILE: file(content) });
  const jwks = (...keys: unknown[]) => ({ JWT_JWKS_FILE: file({ keys }) });
  const previous = { JWT_SECRET_PREVIOUS: randomSecret(), JWT_KEY_ID_PREVIOUS: 'kid-one' };

  const combinations: BadEnv[] = [
    [
      'the same secret twice',
      { ...goodEnv, ...previous, JWT_SECRET_PREVIOUS: goodEnv.JWT_SECRET },
      ['JWT_SECRET_PREVIOUS'],
    ],
    [
      'a previous secret without its kid',
      { ...goodEnv, ...previous, JWT_KEY_ID_PREVIOUS: '' },
      ['JWT_KEY_ID_PREVIOUS'],
    ],
    ['a previous kid without its secret', { ...goodEnv, JWT_KEY_ID_PREVIOUS: 'kid-one' }, ['JWT_KEY_ID_PREVIOUS']],
    ['one kid for two secrets', { ...goodEnv, ...previous, JWT_KEY_ID: 'kid-one' }, ['JWT_KEY_ID_PREVIOUS']],
    ['a secret and a public key', { ...goodEnv, ...pem(pemOf(rsa.publicKey)) }, ['JWT_SECRET']],
    ['a secret and a key set', { ...goodEnv, ...jwks(jwkOf(ec.publicKey)) }, ['JWT_SECRET']],
    [
      'a previous secret and a public key',
      { ...keylessEnv, ...pem(pemOf(rsa.publicKey)), ...previous },
      ['JWT_SECRET_PREVIOUS'],
    ],
    [
      'a public key and a key set',
      { ...keylessEnv, ...pem(pemOf(rsa.publicKey)), ...jwks(jwkOf(ec.publicKey)) },
      ['JWT_PUBLIC_KEY_FILE'],
    ],
    ['a secret and an address of keys', { ...goodEnv, JWT_JWKS_URL: KEYS }, ['JWT_SECRET']],
    [
      'a key set and an address of keys',
      { ...keylessEnv, ...jwks(jwkOf(ec.publicKey)), JWT_JWKS_URL: KEYS },
      ['JWT_JWKS_FILE'],
    ],
    [
      'a public key and an address of keys',
      { ...keylessEnv, ...pem(pemOf(ec.publicKey)), JWT_JWKS_URL: KEYS },
      ['JWT_PUBLIC_KEY_FILE'],
    ],
    ['an address of keys without TLS', { ...keylessEnv, JWT_JWKS_URL: 'http://id.example.org/keys' }, ['JWT_JWKS_URL']],
    ['a kid beside a key set', { ...keylessEnv, JWT_KEY_ID: 'kid-one', ...jwks(jwkOf(ec.publicKey)) }, ['JWT_KEY_ID']],
  ];

  const pemFiles: [string, string][] = [
    ['missing', join(folder, 'missing')],
    ['a folder', folder],
    ['empty', file('')],
    ['a private key', file(pemOf(rsa.privateKey))],
    ['both halves', file(pemOf(rsa.publicKey) + pemOf(rsa.privateKey))],
    ['two keys', file(pemOf(rsa.publicKey) + pemOf(ec.publicKey))],
    ['a broken key', file(pemOf(rsa.publicKey).replace(/\n.{20}/, '\n'))],
    ['RSA of 1024 bits', file(pemOf(rsaPair(1024).publicKey))],
    ['another curve', file(pemOf(ecPair('P-384').publicKey))],
  ];

  const sets: [string, { JWT_JWKS_FILE: string }][] = [
    ['missing', { JWT_JWKS_FILE: join(folder, 'missing') }],
    ['not JSON', { JWT_JWKS_FILE: file(pemOf(ec.publicKey)) }],
    ['null', { JWT_JWKS_FILE: file('null') }],
    ['without keys', { JWT_JWKS_FILE: file({}) }],
    ['with no key', jwks()],
    ['with a null', jwks(null)],
    ['with a list', jwks([])],
    ['with a secret', jwks({ kty: 'oct', k: randomSecret() })],
    ['with a private key', jwks(jwkOf(ec.privateKey))],
    ['with a key for encryption alone', jwks(jwkOf(rsa.publicKey, { use: 'enc' }))],
    ['with another algorithm', jwks(jwkOf(rsa.publicKey, { alg: 'PS256' }))],
    ['with another curve', jwks(jwkOf(ecPair('P-521').publicKey))],
    ['with a kid that is no text', jwks(jwkOf(ec.publicKey, { kid: 7 }))],
    ['with two keys of one name', jwks(jwkOf(ec.publicKey, { kid: 'a' }), jwkOf(rsa.publicKey, { kid: 'a' }))],
    ['with a second key without name', jwks(jwkOf(ec.publicKey, { kid: 'a' }), jwkOf(rsa.publicKey))],
  ];

  const bad: BadEnv[] = [
    ...combinations,
    ...pemFiles.map(([name, JWT_PUBLIC_KEY_FILE]): BadEnv => [
      `a key file, ${name}`,
      { ...keylessEnv, JWT_PUBLIC_KEY_FILE },
      ['JWT_PUBLIC_KEY_FILE'],
    ]),
    ...sets.map(([name, more]): BadEnv => [`a key set ${name}`, { ...keylessEnv, ...more }, ['JWT_JWKS_FILE']]),
  ];

  it.each(bad)('%s', (...one) => expectRefusal(one));

  const good: [string, NodeJS.ProcessEnv][] = [
    ['a secret', goodEnv],
    ['two secrets', { ...goodEnv, ...previous, JWT_KEY_ID: 'kid-two' }],
    ['two secrets, of which the current one has no name', { ...goodEnv, ...previous }],
    ['an RSA key', { ...keylessEnv, ...pem(pemOf(rsa.publicKey)), JWT_KEY_ID: 'kid-one' }],
    ['an EC key', { ...keylessEnv, ...pem(pemOf(ec.publicKey)) }],
    [
      'an RSA key in PKCS 1',
      { ...keylessEnv, ...pem(rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }) as string) },
    ],
    ['an address of keys', { ...keylessEnv, JWT_JWKS_URL: KEYS }],
    ['a set of one', { ...keylessEnv, ...jwks(jwkOf(ec.publicKey)) }],
    [
      'a set of several, one for something else',
      {
        ...keylessEnv,
        ...jwks(
          jwkOf(ec.publicKey, { kid: 'a', alg: 'ES256', use: 'sig' }),
          jwkOf(rsa.publicKey, { kid: 'b' }),
          jwkOf(rsaPair().publicKey, { use: 'enc', alg: 'RSA-OAEP' }),
        ),
      },
    ],
  ];

  it.each(good)('%s boots', (_name, env) => expect(problemsOf(env)?.message).toBeUndefined());
});
