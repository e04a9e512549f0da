/** Order by code unit. `localeCompare` depends on the machine. */
export const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const NINE_DECIMALS = 1e9;

/** The value that rankings are decided on: a difference in the last bits between machines must not swap two rows. */
export const rankValue = (value: number): number => Math.round(value * NINE_DECIMALS) / NINE_DECIMALS;
