const HOUR_MS = 3_600_000;

/** The last 24 hours, as a window that stays the same for a minute: so it is asked for once. */
export function lastDay(): { from: string; to: string } {
  const to = Math.ceil(Date.now() / 60_000) * 60_000;
  return { from: new Date(to - 24 * HOUR_MS).toISOString(), to: new Date(to).toISOString() };
}
