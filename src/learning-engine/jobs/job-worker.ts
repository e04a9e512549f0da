import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EngineScope } from '../database/engine-scope.js';
import { inTransaction } from '../database/retry/in-transaction.js';
import { placeOfThrow } from '../errors/place-of-throw.js';
import { rowsWithin } from './job-connections.js';
import { JobQueue } from './job-queue.js';
import { JobRunner } from './job-runner.js';
import { type JobSettings } from './job-settings.js';
import { type JobSlots } from './job-slots.js';
import { REQUEUE_LOST_JOBS } from './job.statements.js';
import { JOB_SETTINGS } from './jobs.tokens.js';
import { RestoreWatch } from './restore-watch.js';
import { ScheduleClock } from './schedules/schedule-clock.js';

const LOST_AT_A_TIME = 100;
/** Messages that vanish are looked for less often: nothing but a person removes one. */
const SWEEPS_PER_SEARCH = 12;

/** Takes jobs from the queue while the application is up, queues those of schedules, and gives those of lost workers to others. */
@Injectable()
export class JobWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('LearningEngine');
  private readonly soon = new AbortController();
  private readonly now = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private concurrency = 0;
  private readonly restores: RestoreWatch;
  private slots?: JobSlots;
  private sweeps = 0;
  private sweeping?: Promise<void>;
  private timer?: NodeJS.Timeout;
  private loop?: Promise<void>;
  /** Ends the pause of the loop. */
  private wake: () => void = () => undefined;

  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    private readonly queue: JobQueue,
    private readonly runner: JobRunner,
    private readonly clock: ScheduleClock,
    @Inject(JOB_SETTINGS) private readonly settings: JobSettings,
  ) {
    this.restores = new RestoreWatch(scope.dataSource);
  }

  onApplicationBootstrap(): void {
    if (this.settings.concurrency > 0) this.start(this.settings.concurrency);
  }

  /**
   * Begins to work on so many jobs at once, or changes how many: with 0 it takes no more.
   *
   * @param slots shared with other workers of the process: it has as many jobs as it gets of them
   */
  start(concurrency: number, slots = this.slots): void {
    this.concurrency = concurrency;
    this.slots = slots;
    if (this.loop) return;
    this.timer = setInterval(() => {
      this.sweeping ??= this.sweep();
    }, this.settings.sweepSeconds * 1000);
    this.timer.unref();
    this.loop = this.work();
  }

  /**
   * @throws DatabaseRestoredError while no epoch of the feed was opened since a backup was restored: no job is taken then
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  rejectRestored(): Promise<void> {
    return this.restores.reject();
  }

  /** Whether it has a job in hand. */
  get isBusy(): boolean {
    return this.running.size > 0;
  }

  /** Ends after the chunks in progress, or after `stopMs` in the middle of them. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    this.soon.abort();
    this.wake();
    const late = setTimeout(() => this.now.abort(), this.settings.stopMs);
    await this.loop;
    await Promise.all([...this.running, this.sweeping]);
    clearTimeout(late);
  }

  private async work(): Promise<void> {
    while (!this.soon.signal.aborted) {
      const taken = this.free > 0 ? await this.takeNext() : 0;
      if (taken === 0) await this.pause();
    }
  }

  private get free(): number {
    return this.concurrency - this.running.size;
  }

  /** @returns how many jobs it has taken */
  private async takeNext(): Promise<number> {
    if (!this.slots) {
      const ids = await this.next(this.free);
      for (const id of ids) this.take(id);
      return ids.length;
    }
    const release = await this.slots.take(this.soon.signal);
    if (!release) return 0;
    const [id] = this.free > 0 ? await this.next(1) : [];
    if (id === undefined) {
      release();
      return 0;
    }
    this.take(id, release);
    return 1;
  }

  private async next(atMost: number): Promise<string[]> {
    try {
      if (!this.restores.isFit && !(await this.restores.look())) return [];
      return await this.queue.next(atMost);
    } catch (error) {
      this.logger.warn(`The job queue did not answer: ${(error as Error).message}`);
      return [];
    }
  }

  private take(id: string, release?: () => void): void {
    const run = this.runner
      .run(id, { soon: this.soon.signal, now: this.now.signal })
      .catch((error: unknown) => this.logger.warn(`Job ${id} was left to others: ${placeOfThrow(error)}`))
      .finally(() => {
        this.running.delete(run);
        release?.();
        this.wake();
      });
    this.running.add(run);
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.settings.pollMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.soon.signal.aborted) this.wake();
    });
  }

  private async sweep(): Promise<void> {
    try {
      if (!(await this.restores.look())) return;
      await this.clock.tick(this.soon.signal);
      const lost = await this.queue.lost(this.scope.name.tenant);
      if (lost.messages) await this.queue.expire();
      if (lost.jobs) await this.requeueLost();
      if (this.sweeps % SWEEPS_PER_SEARCH === 0) await this.sendAgain();
      this.sweeps += 1;
    } catch (error) {
      this.logger.warn(`Due and lost jobs could not be looked for: ${(error as Error).message}`);
    } finally {
      this.sweeping = undefined;
    }
  }

  private async requeueLost(): Promise<void> {
    const { dataSource, name } = this.scope;
    const lost = await inTransaction(dataSource, async (manager) => {
      const rows = await rowsWithin<{ id: string }>(manager, REQUEUE_LOST_JOBS, [name.tenant, LOST_AT_A_TIME]);
      for (const { id } of rows) await this.queue.send(id, manager);
      return rows;
    });
    if (lost.length > 0) this.logger.warn(`Jobs of lost workers wait again: ${lost.map(({ id }) => id).join(', ')}`);
  }

  private async sendAgain(): Promise<void> {
    const ids = await this.queue.withoutMessage(this.scope.name.tenant);
    if (ids.length === 0) return;
    await inTransaction(this.scope.dataSource, async (manager) => {
      for (const id of ids) {
        await this.queue.remove(id, manager);
        await this.queue.send(id, manager);
      }
    });
    this.logger.warn(`Jobs without a message in the queue were sent again: ${ids.join(', ')}`);
  }
}
