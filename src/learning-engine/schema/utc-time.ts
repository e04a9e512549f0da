/**
 * An instant as contracts write it, from 1900 on: libraries take the years of the first century for those of the twentieth.
 * Whether the date exists is another question: see `isUtcTime`.
 */
export const UTC_TIME = /^(19|[2-9]\d)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

/** The last instant that contracts can write, in milliseconds since 1970. */
export const LAST_UTC_TIME = Date.parse('9999-12-31T23:59:59.999Z');

/** Whether the day of a time in UTC in ISO form exists: `Date` alone takes 30 February for 2 March. */
export const dayExists = (text: string): boolean => new Date(text).getUTCDate() === Number(text.slice(8, 10));

/** Whether a text is an instant as contracts write it that exists. */
export const isUtcTime = (text: string): boolean => UTC_TIME.test(text) && dayExists(text);
