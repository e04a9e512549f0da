import { Logger } from '@nestjs/common';
import { type KeySet, KeySetError, keySetOf, type PublicKey } from '../config/key-set.js';
import { KeysUnavailableError } from './keys-unavailable.error.js';

/** How the keys of a provider are read. Times are milliseconds. */
export interface PublishedKeysOptions {
  /** For how long keys serve after they were last read: no token lives longer. */
  keptFor: number;
  /** Called when a key is gone, or another one has its name: what it has verified counts no more. */
  onRemoved: () => void;
  /** How often the keys are read, so that one that was removed is noticed. */
  every?: number;
  /** How soon after a reading an unknown key may lead to another one: tokens of strangers name any key they like. */
  atMostEvery?: number;
  timeLimit?: number;
}

const MOST_BYTES = 128 * 1024;
const MOST_KEYS = 32;

/**
 * The keys that a provider publishes at an address, as a JWK set: read at the start and every five minutes, and when a token names a key
 * that is not among them. While the provider cannot be reached, or has no usable set, those that were read last serve.
 */
export class PublishedKeys {
  private readonly logger = new Logger('Keys');
  private readonly stopped = new AbortController();
  private readonly atMostEvery: number;
  private readonly timeLimit: number;
  private readonly timer: NodeJS.Timeout;
  private keys: readonly PublicKey[] = [];
  private text?: string;
  private readAt = -Infinity;
  private askedAt = -Infinity;
  private hasFailed = false;
  private reading?: Promise<void>;

  constructor(
    private readonly url: string,
    private readonly options: PublishedKeysOptions,
  ) {
    const { every = 300_000, atMostEvery = 10_000, timeLimit = 5000 } = options;
    this.atMostEvery = atMostEvery;
    this.timeLimit = timeLimit;
    this.timer = setInterval(() => void this.read(), every).unref();
    void this.read();
  }

  /**
   * The keys, in which one of this name is if the provider has it.
   *
   * @throws KeysUnavailableError when that cannot be said
   */
  async withKey(id: unknown): Promise<readonly PublicKey[]> {
    if (!this.has(id) && (this.reading || performance.now() - this.askedAt >= this.atMostEvery)) await this.read();
    if (performance.now() - this.readAt > this.options.keptFor) throw new KeysUnavailableError();
    if (this.hasFailed && !this.has(id)) throw new KeysUnavailableError();
    return this.keys;
  }

  stop(): void {
    clearInterval(this.timer);
    this.stopped.abort();
  }

  private has(id: unknown): boolean {
    return id === undefined ? this.keys.length > 0 : this.keys.some((key) => key.id === id);
  }

  /** Of several that ask at once, all wait for one request. */
  private read(): Promise<void> {
    this.reading ??= this.readOnce().finally(() => (this.reading = undefined));
    return this.reading;
  }

  private async readOnce(): Promise<void> {
    this.askedAt = performance.now();
    try {
      const text = await this.fetchText();
      if (text !== this.text) this.take(keySetOf(text, MOST_KEYS));
      this.text = text;
      this.readAt = performance.now();
      if (this.hasFailed) this.logger.log('The keys of JWT_JWKS_URL were read again');
      this.hasFailed = false;
    } catch (error) {
      if (this.stopped.signal.aborted) return;
      this.hasFailed = true;
      this.logger.error('The keys of JWT_JWKS_URL cannot be read', { reason: reasonOf(error) });
    }
  }

  private take({ keys, ignored }: KeySet): void {
    for (const key of ignored) this.logger.warn('A key of JWT_JWKS_URL is ignored', key);
    const isThere = (old: PublicKey) => keys.some(({ id, key }) => id === old.id && key.equals(old.key));
    const isRemoved = !this.keys.every(isThere);
    this.keys = keys;
    if (isRemoved) this.options.onRemoved();
  }

  /** Redirects are not followed: another address than the configured one would decide who is an administrator. */
  private async fetchText(): Promise<string> {
    const response = await fetch(this.url, {
      redirect: 'manual',
      headers: { Accept: 'application/jwk-set+json, application/json' },
      signal: AbortSignal.any([this.stopped.signal, AbortSignal.timeout(this.timeLimit)]),
    });
    if (response.status === 200 && response.body) return boundedText(response.body);
    await response.body?.cancel();
    throw new UnusableAnswerError(`it answers with the status ${response.status}, and must answer with 200`);
  }
}

class UnusableAnswerError extends Error {}

async function boundedText(body: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) throw new UnusableAnswerError(`it answers with more than ${MOST_BYTES / 1024} KiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function reasonOf(error: unknown): string {
  if (error instanceof KeySetError) return `it must answer with a text ${error.message}`;
  if (error instanceof UnusableAnswerError) return error.message;
  const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException };
  return cause?.code ?? message;
}
