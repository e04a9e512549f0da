const WIDTH = 30;

/**
 * A bar of 32 columns, as `[######........................]`.
 *
 * @param share from 0 to 1
 */
export function progressBar(share: number): string {
  const full = Math.min(WIDTH, Math.max(0, Math.round(share * WIDTH)));
  return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}]`;
}
