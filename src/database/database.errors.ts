import { placeOf } from '../config/database-url.js';
import { type LockHolder } from 'learning-engine';
import { connectionAdvice } from './connection-advice.js';

/** The database cannot be reached or used. The message names the place, never the password. */
export class DatabaseUnreachableError extends Error {
  constructor(url: string, cause: unknown) {
    super(`Cannot use the database at ${placeOf(url)}: ${reasonOf(cause)}. ${connectionAdvice(cause)}`, { cause });
    this.name = DatabaseUnreachableError.name;
  }
}

/** The schema is older than the code. */
export class PendingMigrationsError extends Error {
  constructor(names: readonly string[]) {
    super(
      `The database lacks ${names.length} migrations (${names.join(', ')}). Run "npm run migration:run" ("npm run migration:run:prod" where development packages are not installed), or set MIGRATE_ON_BOOT=true.`,
    );
    this.name = PendingMigrationsError.name;
  }
}

/** The schema is newer than the code: a later version of the code, or another branch of it, migrated this database. */
export class SchemaNewerThanCodeError extends Error {
  constructor(readonly names: readonly string[]) {
    super(
      `The database is newer than this code, which does not know ${names.length} of its migrations (${names.join(', ')}). ` +
        'Nothing was changed. Deploy the code that made them, or restore the database as it was before them.',
    );
    this.name = SchemaNewerThanCodeError.name;
  }
}

/** The role that is to get what the service uses is not there. Migrations that ran before have run. */
export class ServiceRoleMissingError extends Error {
  constructor(role: string) {
    super(
      `The service's role ${JSON.stringify(role)} does not exist. Make it, as an administrator of the server, by ` +
        `CREATE ROLE … LOGIN PASSWORD '…', and repeat this command; migrations that ran need not be repeated.`,
    );
    this.name = ServiceRoleMissingError.name;
  }
}

/** Another process migrates for longer than we wait. Nothing was changed, and the others go on. */
export class MigrationLockTimeoutError extends Error {
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
    this.name = MigrationLockTimeoutError.name;
  }
}

/** Migrations would be under a lock of a session that belongs to others as well. Nothing was changed. */
export class PooledMigrationsError extends Error {
  constructor() {
    super(
      'Migrations need a direct connection to PostgreSQL, and a pooler (PgBouncer, for example) is in between: the session ' +
        'whose lock they take can be given to others at any time. Nothing was changed. Put the host and port of the server ' +
        'itself into DATABASE_OWNER_URL (or into DATABASE_URL, for the commands of migrations).',
    );
    this.name = PooledMigrationsError.name;
  }
}

/** The lock of migrations was gone from the session before they were through: others may have migrated at the same time. */
export class MigrationLockLostError extends Error {
  constructor(cause: unknown) {
    super(
      'The session did not hold the lock of migrations any more when they ended: it was released within it, or a pooler stands ' +
        'in between. Others may have migrated at the same time. Connect to PostgreSQL directly, look with ' +
        '"npm run migration:show" and "npm run doctor" at what was done, and repeat the command.',
      { cause },
    );
    this.name = MigrationLockLostError.name;
  }
}

/** Others use the tables that a migration has to change, for longer than we wait. That migration changed nothing. */
export class TablesInUseError extends Error {
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
    this.name = TablesInUseError.name;
  }
}

/** A refused connection to a name with several addresses is an AggregateError without a message: its code says it. */
function reasonOf(cause: unknown): string {
  const { message, code } = cause as { message?: string; code?: string };
  return message || code || 'unknown reason';
}
