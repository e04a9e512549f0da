const FORM =
  /^(\d{4,6})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:Z|([+-])(\d\d)(?::?(\d\d))?(?::?(\d\d))?)$/;

/**
 * A time as the database sent it: a Date, or the text that a host has pg read it as. Never the text of another DateStyle, in
 * which day and month may be swapped, and never a guess.
 *
 * @throws Error when it is no instant
 */
export function storedInstant(value: unknown): Date {
  const milliseconds = value instanceof Date ? value.getTime() : millisecondsOf(String(value));
  if (Number.isNaN(milliseconds)) {
    throw new Error(
      `The database sent a time that is no instant in ISO form: ${String(value)}. ` +
        'Its DateStyle must be ISO: give the DataSource { extra: connectionLimits }.',
    );
  }
  return new Date(milliseconds);
}

function millisecondsOf(text: string): number {
  const [, ...parts] = FORM.exec(text) ?? [];
  if (parts.length === 0) return Number.NaN;
  const [year, month, day, hours, minutes, seconds, fraction = '', sign, ...offset] = parts;
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hours),
    Number(minutes),
    Number(seconds),
    Number(fraction.padEnd(3, '0').slice(0, 3)),
  );
  const [offsetHours = 0, offsetMinutes = 0, offsetSeconds = 0] = offset.map((part) => Number(part ?? 0));
  const ahead = (offsetHours * 3600 + offsetMinutes * 60 + offsetSeconds) * 1000;
  return sign === '-' ? local + ahead : local - ahead;
}

/** For a column of an entity: what TypeORM made of the time, rejected where it is none. */
export const instantColumn = {
  from: (value: unknown): unknown => (value === null || value === undefined ? value : storedInstant(value)),
  to: (value: unknown): unknown => value,
};
