import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineScope } from '../database/engine-scope.js';
import { queryWithRetry } from '../database/retry/query-with-retry.js';
import { Attempt } from '../database/retry/attempt.js';
import { IdempotencyKeyInUseError, IdempotencyKeyReusedError } from '../errors/idempotency.errors.js';
import { Claim, type StoredAnswer } from './claim.js';
import { CLAIM, LOOK, SWEEP } from './idempotency.statements.js';

/** A request that its caller named by a key. */
export interface KeyedRequest {
  userId: string;
  /** What is asked: at most 400 characters. */
  route: string;
  /** At most 255 characters. */
  key: string;
  /** SHA-256 of all else that makes the request what it is. */
  digest: string;
}

/** Longer than a request takes; a change that takes longer cannot commit. */
const LEASE_SECONDS = 15;
const LIFE_SECONDS = 24 * 3600;
const PAUSE_MS = 50;
const SWEPT_AT_A_TIME = 5000;

/** Requests that may be repeated: each is carried out once, and its repetitions are given its answer, by any process. */
@Injectable()
export class IdempotencyService {
  /** @internal Nest makes it. */
  constructor(private readonly scope: EngineScope) {}

  /**
   * Claims the key of a request, or gives the answer that it had. Waits while another request holds the key.
   *
   * @param signal ends the wait
   * @throws IdempotencyKeyReusedError when the key was sent with another request
   * @throws IdempotencyKeyInUseError when another request still holds the key when the wait ends
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async claim(request: KeyedRequest, signal?: AbortSignal): Promise<Claim | StoredAnswer> {
    let isHeld = false;
    const claim = async () => {
      for (;;) {
        const found = await this.claimNow(request);
        if (found) return found;
        isHeld = true;
        await sleep(PAUSE_MS, undefined, { signal });
      }
    };
    return new Attempt(signal).settle(claim()).catch((error: unknown) => {
      throw isHeld && signal?.aborted ? new IdempotencyKeyInUseError() : error;
    });
  }

  /** Removes keys that have expired, at most 5,000 at a time. */
  async sweep(): Promise<void> {
    await queryWithRetry(() => this.scope.dataSource.query(SWEEP, [SWEPT_AT_A_TIME]));
  }

  private async claimNow({ userId, route, key, digest }: KeyedRequest): Promise<Claim | StoredAnswer | undefined> {
    const name = [this.scope.name.tenant, userId, route, key];
    const claimId = randomUUID();
    const values = [...name, digest, claimId, LEASE_SECONDS, LIFE_SECONDS];
    const [claimed] = await queryWithRetry(() =>
      this.scope.dataSource.query<{ runId: string | null }[]>(CLAIM, values),
    );
    if (claimed) return new Claim(this.scope.dataSource, [...name, claimId], claimed.runId);

    const [held] = await queryWithRetry(() =>
      this.scope.dataSource.query<{ digest: string; status: number | null; response: string }[]>(LOOK, name),
    );
    if (held && held.digest !== digest) throw new IdempotencyKeyReusedError();
    return held && held.status !== null ? { status: held.status, body: held.response } : undefined;
  }
}
