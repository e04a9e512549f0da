import { types } from 'node:util';

/** What a failure of the database means for the caller. */
export type DatabaseFailure =
  /** Another transaction was in the way: the same transaction again may succeed. */
  | 'conflict'
  /** The connection is gone: whether the last statement took effect is not known. */
  | 'connection'
  /** The database did not answer in time, or has no room for one more connection. */
  | 'overload';

const CONFLICT = new Set(['40001', '40P01', '55P03']);
const OVERLOAD = new Set(['57014', '25P03', 'ETIMEDOUT']);
const CONNECTION = new Set([
  '57P01',
  '57P02',
  '57P03',
  '57P04',
  '57P05',
  '3D000',
  '25006', // the server is a standby by now, so it is the wrong one
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Of classes of SQLSTATE: insufficient resources; connection, and who may have one. */
const OVERLOAD_CLASS = /^53/;
const CONNECTION_CLASS = /^(08|28)/;

/** Failures of the driver and of TypeORM that carry no code: known by their class or their words. */
const CONNECTION_TEXT =
  /^Connection terminated|Client has encountered a connection error|AlreadyReleasedError|Client was closed|^Driver not Connected|^Cannot use a pool after calling end/;
const OVERLOAD_TEXT =
  /^Query read timeout|timeout exceeded when trying to connect|^Connection terminated due to connection timeout/;

/** Tells a failure of the database from any other error; undefined for an error that is none, or is one of ours. */
export function databaseFailure(error: unknown): DatabaseFailure | undefined {
  if (!types.isNativeError(error)) return undefined; // of any realm: Node's own come from another one than a sandbox's
  const { code, driverError } = error as Error & { code?: string; driverError?: { code?: string } };
  const sqlState = driverError?.code ?? code ?? '';
  if (CONFLICT.has(sqlState)) return 'conflict';
  if (OVERLOAD.has(sqlState) || OVERLOAD_CLASS.test(sqlState) || OVERLOAD_TEXT.test(error.message)) return 'overload';
  if (CONNECTION.has(sqlState) || CONNECTION_CLASS.test(sqlState)) return 'connection';
  return CONNECTION_TEXT.test(error.message) || CONNECTION_TEXT.test(error.name) ? 'connection' : undefined;
}
