import { Logger } from '@nestjs/common';
import { type DataSource } from 'typeorm';
import { queryWithRetry } from '../database/retry/query-with-retry.js';
import { DatabaseRestoredError } from '../errors/feed.errors.js';
import { isRestored } from '../events/is-restored.js';

/** Keeps a worker from a database that was restored from a backup: before its first job, and when it happens while the worker works. */
export class RestoreWatch {
  private readonly logger = new Logger('LearningEngine');
  /** What the last look has shown. */
  private isHeld?: boolean;

  constructor(private readonly dataSource: DataSource) {}

  /** Whether jobs may be taken, as the last look has shown; false before the first one. */
  get isFit(): boolean {
    return this.isHeld === false;
  }

  /** Whether jobs may be taken. It says so once where that changes. */
  async look(): Promise<boolean> {
    const restored = await isRestored(this.dataSource.manager);
    if (restored && !this.isHeld) this.logger.error(`No job is taken: ${new DatabaseRestoredError().message}`);
    if (!restored && this.isHeld) this.logger.log('An epoch of the feed is open: jobs are taken again');
    this.isHeld = restored;
    return !restored;
  }

  /** @throws DatabaseRestoredError, DatabaseUnavailableError */
  async reject(): Promise<void> {
    if (await queryWithRetry(() => isRestored(this.dataSource.manager))) throw new DatabaseRestoredError();
  }
}
