/** Order by code unit. `localeCompare` depends on the machine. */
export const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const NINE_DECIMALS = 1e9;

/** The value that rankings are decided on: a difference in the last bits between machines must not swap two rows. */
export const rankValue = (value: number): number => Math.round(value * NINE_DECIMALS) / NINE_DECIMALS;

/**
 * Whether a value is at most a limit greater than 0. The last bits do not count, as in rankings; they are judged by their share
 * of the limit, so that a small limit is as sharp as a large one.
 */
export const isWithin = (value: number, limit: number): boolean => rankValue(value / limit) <= 1;

const DIGITS = /^\d+$/;
const LEADING_ZEROS = /^0+(?=\d)/;

/**
 * Order of ids. Those of digits come first and compare as numbers, so that 9 is before 10; all others compare by code unit.
 * The order is total: 7 is before 07, and no two different ids are equal.
 */
export function compareIds(one: string, other: string): number {
  const [isNumber, isOtherNumber] = [DIGITS.test(one), DIGITS.test(other)];
  if (!isNumber || !isOtherNumber) return Number(isOtherNumber) - Number(isNumber) || compareTexts(one, other);
  const [digits, otherDigits] = [one.replace(LEADING_ZEROS, ''), other.replace(LEADING_ZEROS, '')];
  return digits.length - otherDigits.length || compareTexts(digits, otherDigits) || one.length - other.length;
}
