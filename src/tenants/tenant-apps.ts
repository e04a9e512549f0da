import { Logger } from '@nestjs/common';
import { AsyncResource } from 'node:async_hooks';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Tenant } from './tenant.js';

/** What answers the requests of one tenant. */
export interface TenantApp {
  handle: (request: IncomingMessage, response: ServerResponse) => void;
  close: () => Promise<void>;
}

interface Entry {
  app: Promise<TenantApp>;
  /** Requests that have no answer yet. */
  inFlight: number;
  /** When it could not be opened, by `performance.now()`. */
  failedAt?: number;
}

/** Why a request cannot be answered now. */
export class TenantUnavailableError extends Error {
  constructor(
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super(message);
    this.name = TenantUnavailableError.name;
  }
}

/** A tenant that cannot be opened is not tried for each of its requests. */
const TRY_AGAIN_MS = 5000;

/**
 * The applications of the tenants that are open: each has the engine, the connections and all that is remembered of one tenant, and
 * nothing of another one. They are opened when they are asked, one at a time, and at most so many stay: one more takes the place
 * of the one that was asked longest ago and has no request.
 */
export class TenantApps {
  private readonly logger = new Logger('Tenants');
  /** The one that was asked longest ago comes first. */
  private readonly entries = new Map<string, Entry>();
  /** Opening takes the event loop for a while: so one follows the other, and closing comes before opening. */
  private turn: Promise<unknown> = Promise.resolve();
  private isClosing = false;
  private readonly open: (tenant: Tenant) => Promise<TenantApp>;
  /** How many were opened since the start. */
  openings = 0;

  /** @param open in the context of this call, not in that of the request that asks first */
  constructor(
    private readonly atMost: number,
    open: (tenant: Tenant) => Promise<TenantApp>,
  ) {
    this.open = AsyncResource.bind(open);
  }

  get size(): number {
    return this.entries.size;
  }

  /**
   * Has a request answered by its tenant's application.
   *
   * @throws TenantUnavailableError
   */
  async answer(tenant: Tenant, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (response.closed) return;
    const entry = this.entryOf(tenant);
    entry.inFlight += 1;
    response.once('close', () => (entry.inFlight -= 1));
    let app: TenantApp;
    try {
      app = await entry.app;
    } catch {
      throw new TenantUnavailableError(`The tenant ${tenant.name} could not be opened`, TRY_AGAIN_MS / 1000);
    }
    if (!response.closed) app.handle(request, response);
  }

  /** Closes those that are not served any more, whatever requests they have. */
  async retain(isServed: (name: string) => boolean): Promise<void> {
    const gone = [...this.entries.keys()].filter((name) => !isServed(name));
    await Promise.all(gone.map((name) => this.close(name)));
  }

  async closeAll(): Promise<void> {
    this.isClosing = true;
    await this.retain(() => false);
    await this.turn;
  }

  private entryOf(tenant: Tenant): Entry {
    const { name } = tenant;
    const known = this.entries.get(name);
    if (known?.failedAt !== undefined && performance.now() - known.failedAt >= TRY_AGAIN_MS) this.entries.delete(name);
    const kept = this.entries.get(name);
    if (kept) {
      this.entries.delete(name);
      this.entries.set(name, kept);
      return kept;
    }
    if (this.isClosing) throw new TenantUnavailableError('The service is shutting down', 1);
    const closed = this.entries.size >= this.atMost ? this.close(this.idlest()) : undefined;
    const entry: Entry = { inFlight: 0, app: this.inTurn(() => this.begin(tenant, entry, closed)) };
    entry.app.catch(() => undefined); // each of its requests fails with it
    this.entries.set(name, entry);
    return entry;
  }

  /** @throws TenantUnavailableError when all have requests */
  private idlest(): string {
    const found = [...this.entries].find(([, { inFlight }]) => inFlight === 0);
    if (!found) throw new TenantUnavailableError(`All ${this.atMost} tenants that are open have requests`, 1);
    return found[0];
  }

  /** @param closed the one whose place it takes: never are more of them open than may be */
  private async begin(tenant: Tenant, entry: Entry, closed?: Promise<void>): Promise<TenantApp> {
    try {
      await closed;
      this.openings += 1;
      return await this.open(tenant);
    } catch (error) {
      entry.failedAt = performance.now();
      this.logger.error(`The tenant ${tenant.name} could not be opened`, error);
      throw error;
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private async close(name: string): Promise<void> {
    const entry = this.entries.get(name);
    this.entries.delete(name);
    const app = await entry?.app.catch(() => undefined);
    try {
      await app?.close();
    } catch (error) {
      this.logger.warn(`The tenant ${name} could not be closed: ${(error as Error).message}`);
    }
  }
}
