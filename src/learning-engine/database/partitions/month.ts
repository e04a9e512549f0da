/** The first instant of a month (UTC), so many months after that of an instant. */
export const monthAfter = (instant: Date, months: number): Date =>
  new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + months, 1));

/** Of an instant, as a part of names: `2026_11`. */
export const monthName = (instant: Date): string => instant.toISOString().slice(0, 7).replace('-', '_');

/** The least UUIDv7 of an instant: where a partition of runs begins. */
export function leastIdOf(instant: Date): string {
  const time = instant.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}

/** The instant of the time in a UUIDv7. */
export const instantOfId = (id: string): Date => new Date(parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
