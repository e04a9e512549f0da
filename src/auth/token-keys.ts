import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { createSecretKey, type KeyObject } from 'node:crypto';
import { Env } from '../config/env.js';
import { type PublicKey } from '../config/key-set.js';
import { readKeySet, readPemKey } from '../config/public-keys.js';
import { secretBytes } from '../config/secret-bytes.js';
import { PublishedKeys } from './published-keys.js';
import { type TokenHeader } from './token-form.js';
import { TokenRejectedError } from './token-rejected.error.js';
import { tokenSecret } from './token-secret.js';
import { VerifiedTokens } from './verified-tokens.js';

interface TokenKey {
  id?: string;
  algorithm: 'HS256' | PublicKey['algorithm'];
  key: KeyObject;
}

/** The keys that verify tokens, made once: with the bare text, every request would pay for importing its key. */
@Injectable()
export class TokenKeys implements OnModuleDestroy {
  readonly algorithms: readonly TokenKey['algorithm'][];
  private readonly configured: readonly TokenKey[];
  private readonly published?: PublishedKeys;

  constructor(env: Env, verified: VerifiedTokens) {
    const { JWT_JWKS_URL: url, JWT_MAX_LIFETIME } = env;
    if (url !== undefined) {
      const options = { keptFor: JWT_MAX_LIFETIME * 1000, onRemoved: () => verified.forget() };
      this.published = new PublishedKeys(url, options);
    }
    this.configured = url === undefined ? configuredKeys(env) : [];
    this.algorithms = this.published ? ['RS256', 'ES256'] : this.configured.map(({ algorithm }) => algorithm);
  }

  onModuleDestroy(): void {
    this.published?.stop();
  }

  /**
   * The key that a token names, or the first one if it names none. A key serves one algorithm: a public key that is used as a
   * secret would be a secret that everybody knows.
   *
   * @throws TokenRejectedError
   * @throws KeysUnavailableError
   */
  async keyFor({ alg, kid }: TokenHeader): Promise<KeyObject> {
    const keys = (await this.published?.withKey(kid)) ?? this.configured;
    const found = kid === undefined ? keys[0] : keys.find(({ id }) => id === kid);
    if (!found) throw new TokenRejectedError('its kid names no configured key');
    if (found.algorithm !== alg) throw new TokenRejectedError('its alg is not the one of its key');
    return found.key;
  }
}

function configuredKeys(env: Env): TokenKey[] {
  if (env.JWT_JWKS_FILE) return keysOfSet(env.JWT_JWKS_FILE);
  if (env.JWT_PUBLIC_KEY_FILE) return [{ ...readPemKey(env.JWT_PUBLIC_KEY_FILE), id: env.JWT_KEY_ID }];
  const current = secretKey(tokenSecret(env), env.JWT_KEY_ID);
  if (env.JWT_SECRET_PREVIOUS === undefined) return [current];
  return [current, secretKey(secretBytes(env.JWT_SECRET_PREVIOUS, env.JWT_KEY_ID_PREVIOUS), env.JWT_KEY_ID_PREVIOUS)];
}

function keysOfSet(file: string): PublicKey[] {
  const { keys, ignored } = readKeySet(file);
  const logger = new Logger('Keys');
  for (const key of ignored) logger.warn('A key of JWT_JWKS_FILE is ignored', key);
  return keys;
}

const secretKey = (secret: Buffer, id?: string): TokenKey => ({
  id,
  algorithm: 'HS256',
  key: createSecretKey(secret),
});
