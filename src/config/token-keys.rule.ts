import { isProduction } from './is-production.js';
import { providerUrlProblem } from './provider-url.rule.js';
import { KeyFileError, readKeySet, readPemKey } from './public-keys.js';
import { secretBytes } from './secret-bytes.js';
import { secretProblem } from './secret.rule.js';

/** The variables that say which keys verify tokens: one or two secrets, or a public key, or a set of public keys. */
export interface TokenKeySettings {
  NODE_ENV: string;
  JWT_SECRET?: string;
  JWT_KEY_ID?: string;
  JWT_SECRET_PREVIOUS?: string;
  JWT_KEY_ID_PREVIOUS?: string;
  JWT_PUBLIC_KEY_FILE?: string;
  JWT_JWKS_FILE?: string;
  JWT_JWKS_URL?: string;
}

type Rule = (env: TokenKeySettings) => string | undefined;

/** Whether tokens are signed by a private key that this service does not have. */
export const hasPublicKeys = (env: TokenKeySettings): boolean => PUBLIC.some((name) => env[name] !== undefined);

/** Where public keys are from: one of these. */
const PUBLIC = ['JWT_PUBLIC_KEY_FILE', 'JWT_JWKS_FILE', 'JWT_JWKS_URL'] as const;

export const secretRule: Rule = (env) => {
  const { JWT_SECRET } = env;
  if (JWT_SECRET === undefined) {
    const isNeeded = isProduction(env) && !hasPublicKeys(env);
    return isNeeded ? `must be set in production, or one of ${PUBLIC.join(', ')} in its place` : undefined;
  }
  if (hasPublicKeys(env)) return `must not be set together with ${PUBLIC.join(', ')}`;
  return secretProblem(JWT_SECRET, isProduction(env), env.JWT_KEY_ID);
};

export const keyIdRule: Rule = ({ JWT_KEY_ID, JWT_SECRET, JWT_PUBLIC_KEY_FILE }) =>
  JWT_KEY_ID !== undefined && JWT_SECRET === undefined && JWT_PUBLIC_KEY_FILE === undefined
    ? 'must be set together with the key that it names, JWT_SECRET or JWT_PUBLIC_KEY_FILE'
    : undefined;

export const previousSecretRule: Rule = (env) => {
  const { JWT_SECRET_PREVIOUS, JWT_SECRET } = env;
  if (JWT_SECRET_PREVIOUS === undefined) return undefined;
  if (JWT_SECRET === undefined) return 'must not be set without JWT_SECRET';
  return (
    secretProblem(JWT_SECRET_PREVIOUS, isProduction(env), env.JWT_KEY_ID_PREVIOUS) ??
    (isSame(env) ? 'must differ from JWT_SECRET' : undefined)
  );
};

/** Two spellings of one secret are one secret. */
function isSame(env: TokenKeySettings): boolean {
  if (secretProblem(env.JWT_SECRET!, false, env.JWT_KEY_ID)) return false;
  return secretBytes(env.JWT_SECRET!, env.JWT_KEY_ID).equals(
    secretBytes(env.JWT_SECRET_PREVIOUS!, env.JWT_KEY_ID_PREVIOUS),
  );
}

/** A token reaches the previous secret by its name alone. */
export const previousKeyIdRule: Rule = ({ JWT_KEY_ID_PREVIOUS, JWT_KEY_ID, JWT_SECRET_PREVIOUS }) => {
  if ((JWT_KEY_ID_PREVIOUS === undefined) !== (JWT_SECRET_PREVIOUS === undefined)) {
    return 'must be set together with JWT_SECRET_PREVIOUS';
  }
  return JWT_KEY_ID_PREVIOUS !== undefined && JWT_KEY_ID_PREVIOUS === JWT_KEY_ID
    ? 'must differ from JWT_KEY_ID'
    : undefined;
};

export const publicKeyFileRule: Rule = ({ JWT_PUBLIC_KEY_FILE, JWT_JWKS_FILE, JWT_JWKS_URL }) => {
  if (JWT_PUBLIC_KEY_FILE === undefined) return undefined;
  if (JWT_JWKS_FILE !== undefined) return 'must not be set together with JWT_JWKS_FILE';
  if (JWT_JWKS_URL !== undefined) return 'must not be set together with JWT_JWKS_URL';
  return problemOfReading(() => readPemKey(JWT_PUBLIC_KEY_FILE));
};

export const keySetFileRule: Rule = ({ JWT_JWKS_FILE, JWT_JWKS_URL }) => {
  if (JWT_JWKS_FILE === undefined) return undefined;
  if (JWT_JWKS_URL !== undefined) return 'must not be set together with JWT_JWKS_URL';
  return problemOfReading(() => readKeySet(JWT_JWKS_FILE));
};

/** What is published there may change at any time, so it is read by the service that uses it. */
export const keySetUrlRule: Rule = (env) =>
  env.JWT_JWKS_URL === undefined ? undefined : providerUrlProblem(env.JWT_JWKS_URL, isProduction(env));

function problemOfReading(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof KeyFileError) return error.message;
    throw error;
  }
}
