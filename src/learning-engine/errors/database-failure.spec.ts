import { QueryFailedError } from 'typeorm';
import { databaseFailure, type DatabaseFailure, outcomeOf } from './database-failure.js';

const withCode = (code: string) => Object.assign(new Error('of the driver'), { code });

describe(databaseFailure.name, () => {
  it.each([
    ['conflict', ['40001', '40P01', '55P03']],
    ['overload', ['57014', '53200', '53300', '53400', '25P03', '25P04', 'ETIMEDOUT']],
    ['unwritable', ['25006', '53100', '58030']],
    ['connection', ['08006', '28P01', '3D000', '55000', '57P01', '57P04', '57P05']],
    ['connection', ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']],
    [undefined, ['ENOENT', 'EACCES', 'EEXIST', 'EMFILE', 'EBADCSRFTOKEN', 'EXPIRED', 'E_VALIDATION']],
    [undefined, ['23505', '22P02', '25P02', '42501', '42P01', 'ERR_INVALID_ARG_TYPE', 'INVALID_JSON', '']],
  ])('is %s for %j, as the driver and as TypeORM tell it', (failure, codes) => {
    for (const code of codes) {
      expect(databaseFailure(withCode(code))).toBe(failure);
      expect(databaseFailure(new QueryFailedError('SELECT 1', [], withCode(code)))).toBe(failure);
    }
  });

  it.each(['ENOENT', 'EACCES', 'EMFILE'])(
    'is connection for %s of a connection, and none for that of a file',
    (code) => {
      const of = (syscall: string) => Object.assign(new Error(`${syscall} ${code}`), { code, syscall });
      expect(databaseFailure(of('connect'))).toBe('connection');
      expect(databaseFailure(of('getaddrinfo'))).toBe('connection');
      expect(databaseFailure(of('open'))).toBeUndefined();
    },
  );

  it.each([
    ['connection', 'Connection terminated unexpectedly'],
    ['connection', 'Client has encountered a connection error and is not queryable'],
    ['connection', 'Client was closed and is not queryable'],
    ['connection', 'Driver not Connected'],
    ['connection', 'Cannot use a pool after calling end on the pool'],
    ['overload', 'Query read timeout'],
    ['overload', 'timeout exceeded when trying to connect'],
    ['overload', 'Connection terminated due to connection timeout'],
    [undefined, 'anything else'],
  ])('is %s for what has no code: %s', (failure, message) => {
    expect(databaseFailure(new Error(message))).toBe(failure);
  });

  it('is none for what is no error', () => {
    expect(databaseFailure({ code: '57P01' })).toBeUndefined();
  });
});

describe(outcomeOf, () => {
  it.each<['not-done' | 'unknown', DatabaseFailure, Error]>([
    ['not-done', 'conflict', withCode('40P01')],
    ['not-done', 'overload', withCode('57014')],
    ['not-done', 'unwritable', withCode('25006')],
    ['not-done', 'overload', withCode('53300')],
    ['not-done', 'connection', withCode('ECONNREFUSED')],
    ['not-done', 'connection', withCode('28P01')],
    ['not-done', 'overload', new Error('timeout exceeded when trying to connect')],
    ['unknown', 'connection', withCode('57P01')],
    ['unknown', 'connection', withCode('ECONNRESET')],
    ['unknown', 'connection', withCode('EHOSTUNREACH')],
    ['unknown', 'connection', withCode('EPIPE')],
    ['unknown', 'overload', withCode('ETIMEDOUT')],
    ['not-done', 'overload', Object.assign(withCode('ETIMEDOUT'), { syscall: 'connect' })],
    ['unknown', 'overload', new Error('Query read timeout')],
    ['unknown', 'connection', new Error('Connection terminated unexpectedly')],
  ])('is %s after %s: %p', (outcome, failure, error) => {
    expect(databaseFailure(error)).toBe(failure);
    expect(outcomeOf(failure, error)).toBe(outcome);
  });
});
