import { inspect } from 'node:util';

const MAX_CAUSES = 5;
const CODE = /^\w{1,60}$/;

/** PostgreSQL's class "data exception": its messages quote the value that they reject. */
const QUOTES_A_VALUE = /^22[0-9A-Z]{3}$/;

/**
 * What a log may say of an error: type, message, code, stack, and the same of its causes. Whatever else an error carries
 * stays out: those of the database carry the parameters of the statement, and the row that was rejected.
 */
export class LoggedError extends Error {
  readonly code?: string;

  constructor(error: Error, causes = MAX_CAUSES) {
    const { name, cause } = error;
    const code = codeOf(error);
    const message = QUOTES_A_VALUE.test(code ?? '') ? 'The database rejected a value' : error.message || (code ?? '');
    super(message, cause instanceof Error && causes > 0 ? { cause: new LoggedError(cause, causes - 1) } : undefined);
    this.name = name;
    this.stack = `${name}: ${message}${framesOf(error)}`;
    if (code) this.code = code;
  }

  toJSON(): object {
    const { name: type, message, code, stack, cause } = this;
    return { type, message, code, stack, cause };
  }

  [inspect.custom](): string {
    const code = this.code ? `\n    code: ${this.code}` : '';
    return `${this.stack}${code}${this.cause ? `\nCaused by ${inspect(this.cause)}` : ''}`;
  }
}

function codeOf({ code }: NodeJS.ErrnoException): string | undefined {
  return typeof code === 'string' && CODE.test(code) ? code : undefined;
}

/** The stack without its head, where V8 repeats the message. */
function framesOf({ stack = '', message }: Error): string {
  const head = stack.indexOf(message);
  const frames = stack.slice(head < 0 ? 0 : head + message.length);
  const start = frames.search(/\n +at /);
  return start < 0 ? '' : frames.slice(start);
}
