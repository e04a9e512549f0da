/** Solves a symmetric positive system by Gauss' elimination. */
export function solved(matrix: readonly (readonly number[])[], values: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, values[index]!]);
  rows.forEach((pivot, index) => {
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = row[index]! / pivot[index]!;
      row.forEach((_, column) => (row[column]! -= factor * pivot[column]!));
    }
  });
  return rows.map((row, index) => row.at(-1)! / row[index]!);
}
