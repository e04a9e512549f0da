import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { WebhooksNotSetUpError } from '../errors/webhook.errors.js';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';
const PREFIX = 'whsec_';

const HEX = /^[\da-f]{64}$/i;
const BASE64 = /^[A-Za-z0-9+/]{43}=$/;

/** What is wrong with a key that encrypts the secrets of webhooks; undefined for one that can be used. */
export const webhookKeyProblem = (key: unknown): string | undefined =>
  typeof key === 'string' && (HEX.test(key) || BASE64.test(key))
    ? undefined
    : 'must be 32 random bytes in hexadecimal or Base64: make it by openssl rand -hex 32';

/** Makes, keeps and uses the secrets that webhooks are signed by. Stored secrets cannot be read without the key. */
export class WebhookSecrets {
  private readonly key?: Buffer;

  /**
   * @param key 32 bytes in hexadecimal or Base64; without it no secret can be made or read
   * @throws RangeError for what is no key
   */
  constructor(key?: string) {
    if (key === undefined) return;
    const problem = webhookKeyProblem(key);
    if (problem) throw new RangeError(`webhooks.key ${problem}`);
    this.key = Buffer.from(key, HEX.test(key) ? 'hex' : 'base64');
  }

  get isSetUp(): boolean {
    return this.key !== undefined;
  }

  /** A new secret, as Standard Webhooks writes it: `whsec_` and 32 random bytes in Base64. */
  make(): string {
    return PREFIX + randomBytes(KEY_BYTES).toString('base64');
  }

  /**
   * @param webhookId whose it is: of another one it cannot be decrypted
   * @throws WebhooksNotSetUpError without a key
   */
  encrypt(secret: string, webhookId: string): Buffer {
    if (!this.key) throw new WebhooksNotSetUpError();
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce).setAAD(Buffer.from(webhookId));
    return Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }

  /** Undefined where the key is another one than that by which it was encrypted, or there is none. */
  decrypt(stored: Buffer, webhookId: string): string | undefined {
    if (!this.key) return undefined;
    try {
      const decipher = createDecipheriv(CIPHER, this.key, stored.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(webhookId)).setAuthTag(stored.subarray(-TAG_BYTES));
      return decipher.update(stored.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      return undefined;
    }
  }
}

/** What is signed: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export interface SignedMessage {
  id: string;
  /** Seconds since 1970. */
  timestamp: number;
  body: string;
}

/** The value of `webhook-signature`: one signature for each secret, so that a receiver may know either. */
export const signaturesOf = ({ id, timestamp, body }: SignedMessage, secrets: readonly string[]): string =>
  secrets
    .map((secret) => createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64')))
    .map((hmac) => `v1,${hmac.update(`${id}.${timestamp}.${body}`).digest('base64')}`)
    .join(' ');
