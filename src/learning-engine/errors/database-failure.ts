import { types } from 'node:util';

/** What a failure of the database means for the caller. */
export type DatabaseFailure =
  /** Another transaction was in the way: the same transaction again may succeed. */
  | 'conflict'
  /** The connection is gone: whether the last statement took effect is not known. */
  | 'connection'
  /** The database did not answer in time, or has no room for one more connection. */
  | 'overload'
  /** The database takes no writes: it is a standby, after a failover for example, or its disk is full or fails. */
  | 'unwritable';

/**
 * Whether what a call was to do was done. `failed` means that it was tried, and its run is recorded as FAILED; `unknown` that it
 * was sent, and the answer was lost: it may have been done, or be done later.
 */
export type Outcome = 'not-done' | 'failed' | 'unknown';

const CONFLICT = new Set(['40001', '40P01', '55P03']);
const OVERLOAD = new Set(['57014', '53000', '53200', '53300', '53400', '25P03', '25P04', 'ETIMEDOUT']);
const UNWRITABLE = new Set(['25006', '53100', '58030']);
/** Sessions that the server ended, and connections that it refuses: its database is closed, gone, or the role may not in. */
const CONNECTION = /^(08...|28...|3D000|55000|57P0[1-5])$/;
/** What the system says of a connection that it cannot keep. Other codes that begin with E are of files, or of a host's own. */
const SOCKET =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|ENOTCONN|EPIPE|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENETRESET|EADDRNOTAVAIL|ENOTFOUND|EAI_\w+)$/;
/** Of one that it cannot make, whatever it says: ENOENT of a socket that is a file, EACCES, EMFILE. */
const CONNECTING = /^(connect|getaddrinfo)$/;

/** Failures of the driver and of TypeORM that carry no code: known by their class or their words. */
const CONNECTION_TEXT =
  /^Connection terminated|Client has encountered a connection error|AlreadyReleasedError|Client was closed|^Driver not Connected|^Cannot use a pool after calling end/;
const OVERLOAD_TEXT =
  /^Query read timeout|timeout exceeded when trying to connect|^Connection terminated due to connection timeout/;

/** No connection was made, or none was free: nothing was sent. */
const NOT_SENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|08001|28...|3D000|53300)$/;
const NOT_SENT_TEXT =
  /timeout exceeded when trying to connect|^Connection terminated due to connection timeout|^Driver not Connected|^Cannot use a pool after calling end|^Client was closed|is not queryable/;
const SQL_STATE = /^[0-9A-Z]{5}$/;

/**
 * What is known of a statement by the failure that was its answer. A server that says why it did not run it did not; that
 * its session ends is no such answer.
 */
export function outcomeOf(failure: DatabaseFailure, error: unknown): Outcome {
  const { message, sqlState, syscall } = factsOf(error as Error);
  if (NOT_SENT.test(sqlState) || CONNECTING.test(syscall) || NOT_SENT_TEXT.test(message)) return 'not-done';
  return failure !== 'connection' && SQL_STATE.test(sqlState) ? 'not-done' : 'unknown';
}

/** Tells a failure of the database from any other error; undefined for an error that is none, or is one of ours. */
export function databaseFailure(error: unknown): DatabaseFailure | undefined {
  if (!types.isNativeError(error)) return undefined; // of any realm: Node's own come from another one than a sandbox's
  const { message, sqlState, syscall } = factsOf(error);
  if (CONFLICT.has(sqlState)) return 'conflict';
  if (UNWRITABLE.has(sqlState)) return 'unwritable';
  if (OVERLOAD.has(sqlState) || OVERLOAD_TEXT.test(message)) return 'overload';
  if (CONNECTION.test(sqlState) || SOCKET.test(sqlState) || CONNECTING.test(syscall)) return 'connection';
  return CONNECTION_TEXT.test(message) || CONNECTION_TEXT.test(error.name) ? 'connection' : undefined;
}

interface SystemError extends Error {
  code?: string;
  syscall?: string;
}

function factsOf(error: SystemError & { driverError?: SystemError }) {
  const { code = '', syscall = '' } = error.driverError ?? error;
  return { message: error.message, sqlState: code, syscall };
}
