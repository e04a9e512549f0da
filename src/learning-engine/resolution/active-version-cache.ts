import { Inject, Injectable } from '@nestjs/common';
import { type RegistrySettings } from '../options/registry-settings.js';
import { ENGINE_REGISTRY_SETTINGS } from '../learning-engine.tokens.js';
import { type ActivePairs } from './active-pairs.js';
import { StoredPairs } from './stored-pairs.js';

/** A snapshot, and since when what others change may be missing in it. */
interface Known {
  snapshot: ActivePairs;
  /** On the monotonic clock, before the statement was sent. */
  askedAt: number;
  /** How many changes this process had made by then. */
  changes: number;
}

/**
 * Caches the active versions. There is no timer: without callers nothing is asked. A call after half of the maximum age starts a
 * refresh for later callers; a call after all of it waits for the refresh, and gets its error if there is one. One statement is in
 * flight at most, on the engine's own connections: all callers wait for it, so it must not wait for connections that callers hold.
 */
@Injectable()
export class ActiveVersionCache {
  private known?: Known;
  private changes = 0;
  private inFlight?: Promise<void>;

  constructor(
    private readonly stored: StoredPairs,
    @Inject(ENGINE_REGISTRY_SETTINGS) private readonly settings: RegistrySettings,
  ) {}

  /**
   * What was active at a moment that is at most `maxAgeMs` before this call, and after every change that this process had
   * made by now.
   *
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  current(): ActivePairs | Promise<ActivePairs> {
    return this.inMemory() ?? this.askFor(performance.now() - this.settings.maxAgeMs, this.changes);
  }

  /** The same, or undefined where the database has to be asked for it. */
  inMemory(): ActivePairs | undefined {
    const now = performance.now();
    const { maxAgeMs } = this.settings;
    const snapshot = this.snapshotSince(now - maxAgeMs, this.changes);
    const isAging = snapshot && this.known!.askedAt < now - maxAgeMs / 2;
    if (isAging && !this.inFlight) this.refresh().catch(() => undefined);
    return snapshot;
  }

  /** To be called when a change of an active version has ended, also when its outcome is unknown. */
  invalidate(): void {
    this.changes += 1;
  }

  /** What is in flight may have been asked too early. Then it is waited for, and asked once more: that is late enough. */
  private async askFor(since: number, changes: number): Promise<ActivePairs> {
    for (;;) {
      await this.refresh();
      const snapshot = this.snapshotSince(since, changes);
      if (snapshot) return snapshot;
    }
  }

  private snapshotSince(since: number, changes: number): ActivePairs | undefined {
    const { known } = this;
    return known && known.askedAt >= since && known.changes >= changes ? known.snapshot : undefined;
  }

  private refresh(): Promise<void> {
    return (this.inFlight ??= this.ask().finally(() => (this.inFlight = undefined)));
  }

  private async ask(): Promise<void> {
    const asked = { askedAt: performance.now(), changes: this.changes };
    this.known = { ...asked, snapshot: await this.stored.active() };
  }
}
