/**
 * The entry of an activation log that was the last one at a moment: undefined before the first one.
 *
 * @param entries the newest first
 * @param asOf a moment; null for now
 */
export const entryAt = <Entry extends { activated_at: string }>(
  entries: readonly Entry[],
  asOf: string | null,
): Entry | undefined =>
  asOf === null ? entries[0] : entries.find(({ activated_at }) => Date.parse(activated_at) <= Date.parse(asOf));
