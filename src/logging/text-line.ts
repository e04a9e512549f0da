type Fields = Record<string, unknown>;

/** For those who search a log, not for those who read along. */
const LEFT_OUT = ['address', 'user_id', 'role'];

/**
 * The line of a message in the log for people: the message, then the fields that it does not say itself.
 *
 * @returns the line, and the fields that have parts of their own, which do not fit in a line
 */
export function textLine(message: string, fields: Fields): [line: string, rest: Fields] {
  const said = message.split(/:? /);
  const known = Object.entries(fields).filter(([name, value]) => value !== undefined && !LEFT_OUT.includes(name));
  const inLine = known.filter(([, value]) => isShort(value) && !said.includes(String(value)));
  const rest = known.filter(([, value]) => !isShort(value));
  return [[message, ...inLine.map(([name, value]) => `${name}=${textOf(value)}`)].join(' '), Object.fromEntries(rest)];
}

const isShort = (value: unknown): boolean => value === null || !['object', 'function'].includes(typeof value);

const textOf = (value: unknown): string =>
  typeof value === 'string' && /[\s"]|^$/.test(value) ? JSON.stringify(value) : String(value);
