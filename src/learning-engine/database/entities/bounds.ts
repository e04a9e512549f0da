/** A CHECK: JSON in which each number is one that the engine itself would take, of at most as many levels as it would. */
export const writable = (column: string): string =>
  `NOT jsonb_path_exists(${column}, 'strict $.** ? (@.type() == "number" && (${[
    '@ > 9007199254740991',
    '@ < -9007199254740991',
    '@ != 0 && @ < 2.5e-324 && @ > -2.5e-324',
  ].join(' || ')}))') AND NOT jsonb_path_exists(${column}, 'strict $.**{501}')`;

/** A CHECK: such JSON of at most 1 MiB in PostgreSQL's form, whose text has at most 8 MiB. */
export const servable = (column: string): string =>
  `pg_column_size(${column}) <= 1048576 AND octet_length(${column}::text) <= 8388608 AND ${writable(column)}`;

/** A CHECK: times from 1970 to 9999. */
export const datable = (...columns: string[]): string =>
  columns.map((column) => `extract(epoch FROM ${column}) BETWEEN 0 AND 253402300799`).join(' AND ');

/** A CHECK: texts of at most so many bytes. */
export const short = (lengths: Record<string, number>): string =>
  Object.entries(lengths)
    .map(([column, bytes]) => `octet_length(${column}) <= ${bytes}`)
    .join(' AND ');
