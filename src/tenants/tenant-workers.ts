import { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { type Tenant } from './tenant.js';

/** What works for one tenant. */
export interface TenantWorker {
  readonly isBusy: boolean;
  /** It takes no more jobs. */
  drain: () => void;
  close: () => Promise<void>;
}

export interface TenantWorkersOptions {
  served: () => readonly Tenant[];
  /** The names of those of them that have something for a worker. */
  waiting: (tenants: readonly Tenant[]) => Promise<ReadonlySet<string>>;
  open: (tenant: Tenant) => Promise<TenantWorker>;
  /** How many tenants are open at once. */
  atMost: number;
  /** How long a tenant is worked for while others wait, in milliseconds. Default 60,000. */
  turnMs?: number;
  /** How long a tenant stays open that has nothing to do, in milliseconds. Default 10,000. */
  keepMs?: number;
  /** How long a round of questions is followed by none, in milliseconds. Default 1,000, and more where there are many tenants. */
  pauseMs?: number;
}

interface Open {
  worker: TenantWorker;
  sinceMs: number;
  /** When it was last seen to have something to do. */
  wantedMs: number;
  isDraining: boolean;
}

/** For each tenant that was asked whether something waits. */
const PAUSE_PER_TENANT_MS = 5;
/** One that could not be opened is not tried in each round. */
const TRY_AGAIN_MS = 60_000;

/**
 * Works for all tenants in one process. It opens those that have something to do, at most so many, and closes those that have not.
 * While others wait, each has a turn: after that it takes no more jobs, and is closed when those that it has are done.
 */
export class TenantWorkers {
  private readonly logger = new Logger('Tenants');
  private readonly opened = new Map<string, Open>();
  /** When each was opened last: the order in which they wait. */
  private readonly lastOpenedMs = new Map<string, number>();
  private readonly failedMs = new Map<string, number>();
  private isSilent = false;

  constructor(private readonly options: TenantWorkersOptions) {}

  /** Until the signal; then the jobs in hand are given back. */
  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await this.round(stop);
      await pause(this.pauseMs(), undefined, { signal: stop }).catch(() => undefined);
    }
    await this.closeAll([...this.opened.keys()]);
  }

  private async round(stop: AbortSignal): Promise<void> {
    const served = this.options.served();
    const names = new Set(served.map(({ name }) => name));
    await this.closeAll([...this.opened.keys()].filter((name) => !names.has(name)));
    const waiting = await this.asked(served);
    if (!waiting) return;
    await this.closeAll(this.done(waiting));
    const line = this.lineOf(served.filter(({ name }) => waiting.has(name)));
    for (const tenant of line) {
      if (stop.aborted) return;
      if (this.opened.size >= this.options.atMost) return this.endTurns(waiting);
      await this.open(tenant);
    }
  }

  private async asked(served: readonly Tenant[]): Promise<ReadonlySet<string> | undefined> {
    try {
      const waiting = await this.options.waiting(served);
      this.isSilent = false;
      return waiting;
    } catch (error) {
      if (!this.isSilent) this.logger.warn(`Which tenants have jobs is not known: ${(error as Error).message}`);
      this.isSilent = true;
      return undefined;
    }
  }

  /** Those that have had nothing to do for a while, or have had their turn, and have no job in hand. */
  private done(waiting: ReadonlySet<string>): string[] {
    const { keepMs = 10_000 } = this.options;
    const now = performance.now();
    for (const [name, open] of this.opened) if (waiting.has(name)) open.wantedMs = now;
    return [...this.opened]
      .filter(([, { worker }]) => !worker.isBusy)
      .filter(([name, { wantedMs, isDraining }]) => isDraining || (!waiting.has(name) && now >= wantedMs + keepMs))
      .map(([name]) => name);
  }

  /** Those that wait and are not open: first the one that was opened longest ago. */
  private lineOf(waiting: readonly Tenant[]): Tenant[] {
    const now = performance.now();
    const turn = ({ name }: Tenant) => this.lastOpenedMs.get(name) ?? -Infinity;
    return waiting
      .filter(({ name }) => !this.opened.has(name) && now >= (this.failedMs.get(name) ?? -Infinity) + TRY_AGAIN_MS)
      .sort((one, other) => turn(one) - turn(other));
  }

  /** Others wait: those that have had their turn take no more jobs, and are closed when those in hand are done. */
  private endTurns(waiting: ReadonlySet<string>): void {
    const { turnMs = 60_000 } = this.options;
    const now = performance.now();
    for (const [name, open] of this.opened) {
      if (open.isDraining || (waiting.has(name) && now < open.sinceMs + turnMs)) continue;
      open.isDraining = true;
      open.worker.drain();
    }
  }

  private async open(tenant: Tenant): Promise<void> {
    const { name } = tenant;
    try {
      const worker = await this.options.open(tenant);
      const sinceMs = performance.now();
      this.opened.set(name, { worker, sinceMs, wantedMs: sinceMs, isDraining: false });
      this.lastOpenedMs.set(name, sinceMs);
    } catch (error) {
      this.failedMs.set(name, performance.now());
      this.logger.error(`The tenant ${name} cannot be worked for: ${(error as Error).message}`);
    }
  }

  private async closeAll(names: readonly string[]): Promise<void> {
    await Promise.all(names.map((name) => this.close(name)));
  }

  private async close(name: string): Promise<void> {
    const { worker } = this.opened.get(name)!;
    try {
      await worker.close();
    } catch (error) {
      this.logger.warn(`The tenant ${name} was not closed properly: ${(error as Error).message}`);
    }
    this.opened.delete(name);
  }

  private pauseMs(): number {
    return this.options.pauseMs ?? Math.max(1000, this.options.served().length * PAUSE_PER_TENANT_MS);
  }
}
