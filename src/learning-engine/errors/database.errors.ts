import { type DatabaseFailure, type Outcome, outcomeOf } from './database-failure.js';
import { LearningEngineError } from './learning-engine.error.js';

/** A session of the database that holds a lock. */
export interface LockHolder {
  /** Of the server's process, not of the client's; 0 for a prepared transaction, which has none. */
  pid: number;
  /** What the client calls itself; the names of the prepared transactions of the database, of which one holds the lock. */
  name: string;
}

/** The database could not do its part: it is away, overloaded, takes no writes, or others were in the way. Trying again later may help. */
export class DatabaseUnavailableError extends LearningEngineError {
  readonly code = 'DATABASE_UNAVAILABLE';

  constructor(
    readonly failure: DatabaseFailure,
    cause: unknown,
    /** Of a call that writes; nothing was done where a call only reads. */
    readonly outcome: Outcome = outcomeOf(failure, cause),
    /** The sessions that hold the lock that was not had, where that was the cause and they were found. */
    readonly holders: readonly LockHolder[] = [],
  ) {
    const reason = {
      conflict: 'Conflicts with other transactions persisted after retries. Try again later.',
      connection: 'The connection to the database was lost. Try again later.',
      overload: 'The database did not answer in time. Try again later.',
      unwritable: 'The database takes no writes: it is a standby, or its disk is full. Try again later.',
    }[failure];
    super(holders.length > 0 ? `${reason} ${naming(holders)}` : reason, { cause });
  }
}

/** The DataSource cannot be the engine's: the boot stops. */
export class InvalidDataSourceError extends LearningEngineError {
  readonly code = 'INVALID_DATA_SOURCE';

  constructor(problem: string) {
    super(problem);
  }
}

/** An engine for unit tests, which has no database, was asked for what needs one. */
export class NoDatabaseError extends LearningEngineError {
  readonly code = 'NO_DATABASE';

  constructor() {
    super(
      'This engine has no database: EngineTestingModule runs algorithms, and has no registry and no run records. Test what needs ' +
        'them with LearningEngineModule and the DataSource of a test database.',
    );
  }
}

function naming(holders: readonly LockHolder[]): string {
  const named = holders.map(({ pid, name }) =>
    pid === 0 ? `a prepared transaction (of ${JSON.stringify(name)})` : `backend pid ${pid} (${JSON.stringify(name)})`,
  );
  const end = holders.some(({ pid }) => pid === 0)
    ? "SELECT pg_terminate_backend(pid) or ROLLBACK PREPARED 'name'"
    : 'SELECT pg_terminate_backend(pid)';
  return `Locks of versions and parameter sets are held by ${named.join(', ')}. If they hang, end them by ${end}.`;
}
