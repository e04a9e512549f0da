import { type ClientBase } from 'pg';
import { DataSource, type DataSourceOptions, type Migration, MigrationExecutor, type QueryRunner } from 'typeorm';
import { MigrationLockLostError } from '../../errors/migration.errors.js';
import { lockMigrations, unlockMigrations } from './migration-lock.js';
import { makeMonthsAhead } from '../partitions/months-ahead.js';
import { givingWay } from './giving-way.js';
import { rejectNewerSchema, schemaState } from './schema-state.js';

export interface MigratingOptions {
  /** How long to wait for others that migrate. */
  patienceMs?: number;
  /** Ends that wait at once. */
  stop?: AbortSignal;
  /** Called under the same lock, in no transaction, whenever migrations have run: for grants, for example. */
  afterMigrations?: (queryRunner: QueryRunner) => Promise<void>;
}

/** How TypeORM is asked to migrate. */
export type MigrationMode = Parameters<DataSource['runMigrations']>[0];

/**
 * Runs and reverts migrations one process at a time. The lock is on the very session that migrates: if it is lost, so is
 * the transaction, and no migration goes on without it.
 */
export class MigratingDataSource extends DataSource {
  constructor(
    options: DataSourceOptions,
    private readonly migrating: MigratingOptions = {},
  ) {
    super(options);
  }

  /**
   * Runs what is pending; where runs are kept by months, makes the partitions of months to come.
   *
   * @throws PooledMigrationsError, MigrationLockTimeoutError, MigrationLockLostError, TablesInUseError, SchemaNewerThanCodeError
   */
  override runMigrations(mode?: MigrationMode): Promise<Migration[]> {
    return this.underLock(async (queryRunner) => {
      rejectNewerSchema(await schemaState(this, queryRunner));
      const executed = await this.executor(queryRunner, mode).getPendingMigrations();
      await givingWay(queryRunner, this.migrating, () => this.executor(queryRunner, mode).executePendingMigrations());
      await makeMonthsAhead(queryRunner);
      await this.migrating.afterMigrations?.(queryRunner);
      return executed;
    });
  }

  /** @throws PooledMigrationsError, MigrationLockTimeoutError, MigrationLockLostError, TablesInUseError */
  override undoLastMigration(mode?: MigrationMode): Promise<void> {
    return this.underLock((queryRunner) =>
      givingWay(queryRunner, this.migrating, () => this.executor(queryRunner, mode).undoLastMigration()),
    );
  }

  /** Looks only: TypeORM's own first makes the table where it looks, beside a process that is migrating. */
  override async showMigrations(): Promise<boolean> {
    const executor = new MigrationExecutor(this);
    if ((await executor.getExecutedMigrations()).length > 0) return super.showMigrations();
    const pending = await executor.getPendingMigrations();
    for (const { name } of pending) this.logger.logSchemaBuild(`[ ] ${name}`);
    return pending.length > 0;
  }

  /**
   * Runs something else under the lock of migrations.
   *
   * @throws PooledMigrationsError, MigrationLockTimeoutError, MigrationLockLostError
   */
  async underLock<T>(work: (queryRunner: QueryRunner) => Promise<T>): Promise<T> {
    const queryRunner = this.createQueryRunner();
    try {
      // Not through the query runner, which would log every question for the lock.
      const client = (await queryRunner.connect()) as ClientBase;
      await lockMigrations(client, this.migrating);
      const [done] = await Promise.allSettled([work(queryRunner)]);
      const held = await unlockMigrations(client).catch(() => true); // the session is gone, and the lock with it
      const reason: unknown = done.status === 'rejected' ? done.reason : undefined;
      if (!held) throw new MigrationLockLostError(reason);
      if (done.status === 'rejected') throw reason;
      return done.value;
    } finally {
      await queryRunner.release();
    }
  }

  private executor(queryRunner: QueryRunner, mode: MigrationMode): MigrationExecutor {
    return Object.assign(new MigrationExecutor(this, queryRunner), {
      transaction: mode?.transaction ?? this.options.migrationsTransactionMode ?? 'all',
      fake: mode?.fake ?? false,
    });
  }
}
