import { inspect } from 'node:util';
import { QueryFailedError } from 'typeorm';
import { LoggedError } from './logged-error.js';

/** As pg and TypeORM make it. */
const rejected = (code: string, message: string) => {
  const driverError = Object.assign(new Error(message), { code, detail: 'Key (user_id)=(canary) already exists.' });
  return new QueryFailedError('INSERT INTO users VALUES ($1)', ['canary'], driverError);
};

describe(LoggedError.name, () => {
  it('keeps type, message, code and stack', () => {
    const error = Object.assign(new TypeError('no such thing'), { code: 'ENOENT' });

    expect(JSON.parse(JSON.stringify(new LoggedError(error)))).toEqual({
      type: 'TypeError',
      message: 'no such thing',
      code: 'ENOENT',
      stack: error.stack,
    });
    expect(inspect(new LoggedError(error))).toContain(error.stack);
  });

  it('drops everything else that an error carries, also from its causes', () => {
    const error = new Error('outer', { cause: rejected('23505', 'duplicate key violates "uq_users"') });

    for (const shown of [JSON.stringify(new LoggedError(error)), inspect(new LoggedError(error))]) {
      expect(shown).toContain('duplicate key violates');
      expect(shown).toContain('23505');
      expect(shown).not.toContain('canary');
    }
  });

  it('drops messages that quote a value, and their copy in the stack', () => {
    const error = new LoggedError(rejected('22P02', 'invalid input syntax for type uuid: "canary\n    at canary"'));

    expect(error.message).toBe('The database rejected a value');
    expect(error.stack).toMatch(/^QueryFailedError: The database rejected a value\n {4}at .*logged-error\.spec/);
    expect(inspect(error)).not.toContain('canary');
    expect(new LoggedError(error)).toEqual(error);
  });

  it('says the code where there is no message, as for a refused connection to a name of several addresses', () => {
    const error = Object.assign(new AggregateError([new Error('a'), new Error('b')]), { code: 'ECONNREFUSED' });

    expect(new LoggedError(error).message).toBe('ECONNREFUSED');
  });

  it('repeats no code that is not one', () => {
    const error = Object.assign(new Error('x'), { code: 'a sentence with a canary' });

    expect(JSON.stringify(new LoggedError(error))).not.toContain('canary');
  });

  it('ends at some cause, however long the chain', () => {
    const error = new Error('a');
    error.cause = error;

    expect(JSON.stringify(new LoggedError(error)).match(/"type"/g)).toHaveLength(6);
  });
});
