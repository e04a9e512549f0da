const DAY_MS = 86_400_000;

/** Until when what is due is counted. */
export const HORIZONS = [
  { within: 'today', days: 0 },
  { within: '7 days', days: 7 },
  { within: '30 days', days: 30 },
] as const;

/**
 * The end of the day of `now` in UTC, and so many days after `now`, in milliseconds since 1970.
 *
 * @param now UTC in ISO 8601
 */
export function horizonsOf(now: string): number[] {
  const instant = Date.parse(now);
  return HORIZONS.map(({ days }) =>
    days === 0 ? (Math.floor(instant / DAY_MS) + 1) * DAY_MS : instant + days * DAY_MS,
  );
}
