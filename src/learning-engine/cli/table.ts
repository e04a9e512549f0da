/** Columns as wide as their widest cell, under a line of titles. */
export function table(titles: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = [titles, ...rows.map((row) => row.map((cell) => `${cell ?? '-'}`))];
  const widths = titles.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** To the second, in UTC: the JSON has it whole. */
export const instant = (date: Date | null): string => (date ? `${date.toISOString().slice(0, 19)}Z` : '-');
