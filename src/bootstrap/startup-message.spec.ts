import { startupMessage } from './startup-message.js';

describe(startupMessage.name, () => {
  it('shows the stack of an unexpected error, without a value that the database rejected', () => {
    const error = Object.assign(new Error('invalid input syntax for type uuid: "canary"'), { code: '22P02' });

    expect(startupMessage(error)).toMatch(/^Error: The database rejected a value\n +at /);
    expect(startupMessage(new TypeError('x'))).toMatch(/^TypeError: x\n +at /);
    expect(startupMessage('a text')).toBe('a text');
  });
});
