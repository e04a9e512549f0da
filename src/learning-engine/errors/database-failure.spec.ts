import { QueryFailedError } from 'typeorm';
import { databaseFailure } from './database-failure.js';

const withCode = (code: string) => Object.assign(new Error('the words do not matter'), { code });

describe(databaseFailure.name, () => {
  it.each([
    ['conflict', ['40001', '40P01', '55P03']],
    ['overload', ['57014', '25P03', '53100', '53200', '53300', '53400', 'ETIMEDOUT']],
    ['connection', ['57P01', '57P02', '57P03', '57P04', '57P05', '08006', '08P01', '25006', '28P01', '3D000']],
    ['connection', ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN']],
    [undefined, ['23503', '23505', '22P02', '25P02', '42P01', '']],
  ])('takes for %s: %s', (failure, codes) => {
    for (const code of codes) {
      expect([code, databaseFailure(withCode(code))]).toEqual([code, failure]);
      expect([code, databaseFailure(new QueryFailedError('SELECT', [], withCode(code)))]).toEqual([code, failure]);
    }
  });
});
