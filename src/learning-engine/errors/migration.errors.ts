import { connectionAdvice } from './connection-advice.js';
import { type LockHolder } from './database.errors.js';
import { LearningEngineError } from './learning-engine.error.js';

/** The database cannot be reached or used. The message names the place, never the password. */
export class DatabaseUnreachableError extends LearningEngineError {
  readonly code = 'DATABASE_UNREACHABLE';

  constructor(place: string, cause: unknown) {
    super(`Cannot use the database at ${place}: ${reasonOf(cause)}. ${connectionAdvice(cause)}`, { cause });
  }
}

/** The schema is newer than the code: a later version of the code, or another branch of it, migrated this database. */
export class SchemaNewerThanCodeError extends LearningEngineError {
  readonly code = 'SCHEMA_NEWER_THAN_CODE';

  constructor(readonly names: readonly string[]) {
    super(
      `The database is newer than this code, which does not know ${names.length} of its migrations (${names.join(', ')}). ` +
        'Nothing was changed. Deploy the code that made them, or restore the database as it was before them.',
    );
  }
}

/** Another process migrates for longer than we wait. Nothing was changed, and the others go on. */
export class MigrationLockTimeoutError extends LearningEngineError {
  readonly code = 'MIGRATION_LOCK_TIMEOUT';

  constructor(
    waitedMs: number,
    readonly holder: LockHolder | undefined,
  ) {
    super(
      `Other migrations are running on this database since more than ${waitedMs / 1000} s ago: ` +
        (holder
          ? `those of "${holder.name}" (backend pid ${holder.pid}). Wait until they end; ` +
            `if they hang, end them by SELECT pg_terminate_backend(${holder.pid}) and try again.`
          : 'they ended just now. Try again.'),
    );
  }
}

/** Migrations would be under a lock of a session that belongs to others as well. Nothing was changed. */
export class PooledMigrationsError extends LearningEngineError {
  readonly code = 'MIGRATIONS_THROUGH_POOLER';

  constructor() {
    super(
      'Migrations need a direct connection to PostgreSQL, and a pooler (PgBouncer, for example) is in between: the session ' +
        'whose lock they take can be given to others at any time. Nothing was changed. Put the host and port of the server ' +
        'itself into DATABASE_OWNER_URL (or into DATABASE_URL, for the commands of migrations).',
    );
  }
}

/** The lock of migrations was gone from the session before they were through: others may have migrated at the same time. */
export class MigrationLockLostError extends LearningEngineError {
  readonly code = 'MIGRATION_LOCK_LOST';

  constructor(cause: unknown) {
    super(
      'The session did not hold the lock of migrations any more when they ended: it was released within it, or a pooler stands ' +
        'in between. Others may have migrated at the same time. Connect to PostgreSQL directly, look with ' +
        'the commands status and doctor at what was done, and repeat the command.',
      { cause },
    );
  }
}

/** Others use the tables that a migration has to change, for longer than we wait. That migration changed nothing. */
export class TablesInUseError extends LearningEngineError {
  readonly code = 'TABLES_IN_USE';

  constructor(
    waitedMs: number,
    readonly pids: readonly number[],
    cause: unknown,
  ) {
    super(
      `Others use tables that a migration has to change, for more than ${waitedMs / 1000} s: ` +
        (pids.length > 0
          ? `${pids.map((pid) => (pid === 0 ? 'prepared transactions' : `backend pid ${pid}`)).join(', ')}. ` +
            'A backup (pg_dump) or a transaction that was left open does that. Wait until they end and try again; ' +
            'SELECT * FROM pg_stat_activity, or pg_prepared_xacts, tells what they do.'
          : 'they ended just now. Try again.'),
      { cause },
    );
  }
}

/** The schema is older than the code: nothing can be asked or changed. */
export class SchemaBehindError extends LearningEngineError {
  readonly code = 'SCHEMA_BEHIND';

  constructor(readonly names: readonly string[]) {
    const which = names.length > 3 ? `${names[0]} to ${names.at(-1)}` : names.join(', ');
    super(`The database lacks ${names.length} migrations (${which}). Run the command migrate first.`);
  }
}

/** Something is attached to the table of runs that could not go on as it is were they kept by months. Nothing was changed. */
export class RunsNotPartitionableError extends LearningEngineError {
  readonly code = 'RUNS_NOT_PARTITIONABLE';

  constructor(readonly obstacles: readonly string[]) {
    super(
      `algo_runs cannot be kept by months because of ${obstacles.join(', ')}. Nothing was changed. ` +
        'Remove this before, and make it anew afterwards.',
    );
  }
}

/** Something is attached to the table of answers that could not go on as it is were they kept in partitions. Nothing was changed. */
export class AnswersNotPartitionableError extends LearningEngineError {
  readonly code = 'ANSWERS_NOT_PARTITIONABLE';

  constructor(readonly obstacles: readonly string[]) {
    super(
      `learner_answers cannot be kept in partitions because of ${obstacles.join(', ')}. Nothing was changed. ` +
        'Remove this before, and make it anew afterwards.',
    );
  }
}

/** Runs cannot be retired by whole months. What was retired before stays so; nothing else was changed. */
export class RunsNotRetirableError extends LearningEngineError {
  readonly code = 'RUNS_NOT_RETIRABLE';

  constructor(problem: string) {
    super(`Runs cannot be retired by months: ${problem}.`);
  }
}

/** A migration would remove a version of which the record of runs or the activation log tells. It was not removed. */
export class VersionInUseError extends LearningEngineError {
  readonly code = 'VERSION_IN_USE';

  constructor(
    readonly algoKey: string,
    readonly version: string,
  ) {
    super(
      `${algoKey} ${version} has run or was active: reverting would destroy what algo_runs and algo_activations tell of it. ` +
        'Keep this migration, or restore a backup from before it.',
    );
  }
}

/** A refused connection to a name with several addresses is an AggregateError without a message: its code says it. */
function reasonOf(cause: unknown): string {
  const { message, code } = cause as { message?: string; code?: string };
  return message || code || 'unknown reason';
}
