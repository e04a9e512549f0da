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
