import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type RunSettings } from '../options/run-settings.js';
import { ENGINE_RUN_SETTINGS } from '../learning-engine.tokens.js';
import { IdempotencyService } from '../idempotency/idempotency.service.js';
import { RunsService } from './runs.service.js';

/** Looks for stale runs, failures to tell of and expired keys every now and then, while the application is up. */
@Injectable()
export class RunReaper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('LearningEngine');
  private timer?: NodeJS.Timeout;
  private sweeping?: Promise<void>;

  constructor(
    private readonly runs: RunsService,
    private readonly keys: IdempotencyService,
    @Inject(ENGINE_RUN_SETTINGS) private readonly settings: RunSettings,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.reaper) return;
    this.timer = setInterval(() => {
      this.sweeping ??= this.sweep();
    }, this.settings.sweepSeconds * 1000);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  private async sweep(): Promise<void> {
    await this.keys
      .sweep()
      .catch((error: Error) => this.logger.warn(`Expired keys were not removed: ${error.message}`));
    await this.runs
      .tellFailures()
      .catch((error: Error) => this.logger.warn(`Failed runs wait to be told of: ${error.message}`));
    try {
      const reaped = await this.runs.reapStaleRuns();
      if (reaped.length > 0) this.logger.warn(`Abandoned runs, now FAILED: ${reaped.join(', ')}`);
    } catch (error) {
      this.logger.warn(`The search for stale runs failed: ${(error as Error).message}`);
    } finally {
      this.sweeping = undefined;
    }
  }
}
