import { InvalidArgumentError } from '../errors/input.errors.js';
import { type Cells, RowError } from './answer-of-row.js';
import { type AnswerField, type ColumnMap, mapColumns } from './columns.js';
import { csvRecords } from './csv-records.js';
import { rejectFile } from './file-bytes.js';
import { linesOf } from './text-lines.js';

/** Says, by the titles of a file, what the cells of its rows mean. @throws RowError for a row that is no answer */
export type RowReader = (titles: readonly string[]) => (record: readonly string[]) => Cells;

export interface RowsOptions {
  /** Columns by field, where their names are not the usual ones. */
  map?: Readonly<Record<string, string>>;
  /** In place of `map`, for a file of a known form. */
  reader?: RowReader;
  /** Whether cells stand as they are, although they have quotes. */
  isUnquoted?: boolean;
  /** Whose answers these are, in a file without a column of learners. */
  learnerId?: string;
}

export interface Row {
  /** Undefined where the row cannot be read. */
  cells: Cells | undefined;
  line: number;
  /** Why it cannot be read. */
  problem?: string;
}

/** Of a line. */
const MOST_BYTES = 1024 * 1024;

/**
 * The rows of a text that is comma, semicolon or tab separated, with a line of titles.
 *
 * @throws InvalidArgumentError `answers` for what is no such text, `map` for its columns
 */
export async function* csvRows(
  bytes: AsyncIterable<Uint8Array>,
  { map, learnerId, reader = readerOf(map, learnerId), isUnquoted }: RowsOptions,
): AsyncGenerator<Row> {
  let read: ReturnType<RowReader> | undefined;
  for await (const record of csvRecords(linesOf(bytes, MOST_BYTES), { isUnquoted })) {
    if ('problem' in record) {
      if (!read) rejectFile(`its first line ${record.problem}`);
      yield { ...record, cells: undefined };
    } else if (!read) read = reader(record.cells);
    else yield { line: record.line, ...cellsOrProblem(read, record.cells) };
  }
  if (!read) rejectFile('it is empty');
}

function cellsOrProblem(read: ReturnType<RowReader>, record: readonly string[]): Omit<Row, 'line'> {
  try {
    return { cells: read(record) };
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    return { cells: undefined, problem: error.message };
  }
}

const readerOf =
  (map: RowsOptions['map'], learnerId: string | undefined): RowReader =>
  (titles) => {
    const columns = placesOf(mapColumns(titles, map), titles);
    if (learnerId === undefined && !columns.some(([field]) => field === 'learner')) {
      throw new InvalidArgumentError('map', 'must name the column of learner, or --learner say whose answers they are');
    }
    return (record) => cellsOf(columns, record);
  };

const placesOf = (map: ColumnMap, titles: readonly string[]): [AnswerField, number][] =>
  (Object.entries(map) as [AnswerField, string][]).map(([field, column]) => [field, titles.indexOf(column)]);

function cellsOf(columns: readonly [AnswerField, number][], record: readonly string[]): Cells {
  const cells: Cells = {};
  for (const [field, place] of columns) if (record[place]?.trim()) cells[field] = record[place].trim();
  return cells;
}
