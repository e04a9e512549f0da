import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type FoldedAnswer } from '../authoring/fold.js';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { answerOfRow, type Cells, RowError, type TimeUnit } from './answer-of-row.js';
import { type AnswerField, type ColumnMap, mapColumns } from './columns.js';

export interface AnswerFileOptions {
  /** Columns by field, where their names are not the usual ones. */
  map?: Readonly<Record<string, string>>;
  /** Of numbers in the column of the time. Default seconds. */
  unit?: TimeUnit;
  /** Whose answers these are, in a file without a column of learners. */
  learnerId?: string;
  /** Is told how much of the file was read, 0 to 1. */
  onProgress?: (share: number) => void;
}

/** The answers of a file, by learner, in the order of the file. */
export interface AnswerFile {
  learners: Map<string, FoldedAnswer[]>;
  answers: number;
  /** Rows that are no answers: the first 100. */
  leftOut: { line: number; reason: string }[];
  /** How many there are. */
  leftOutCount: number;
}

const MOST_NAMED = 100;

/**
 * Reads a file of answers: comma, semicolon or tab separated, with a line of titles, also as .gz.
 *
 * @throws InvalidArgumentError `answers` for a file that is no such file, `map` for its columns
 */
export async function readAnswerFile(path: string, options: AnswerFileOptions = {}): Promise<AnswerFile> {
  const file: AnswerFile = { learners: new Map(), answers: 0, leftOut: [], leftOutCount: 0 };
  const known = new Set<string>();
  for await (const { cells, line } of rowsOf(path, options)) {
    try {
      if (!cells) throw new RowError('has not as many cells as the first line');
      const learnerId = cells.learner ?? options.learnerId;
      if (learnerId === undefined) throw new RowError('learner must be given');
      const answer = answerOfRow(cells, { line, unit: options.unit ?? 'seconds' });
      const name = JSON.stringify([learnerId, answer.event_id]);
      if (known.has(name)) throw new RowError(`event ${answer.event_id} was given before`);
      known.add(name);
      const answers = file.learners.get(learnerId);
      if (answers) answers.push(answer);
      else file.learners.set(learnerId, [answer]);
      file.answers += 1;
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      file.leftOutCount += 1;
      if (file.leftOut.length < MOST_NAMED) file.leftOut.push({ line, reason: error.message });
    }
  }
  return file;
}

interface Row {
  /** Undefined where the row is not like the first line. */
  cells: Cells | undefined;
  line: number;
}

async function* rowsOf(path: string, { map, learnerId, onProgress }: AnswerFileOptions): AsyncGenerator<Row> {
  const { size } = await stat(path).catch((error: Error) => rejectFile(error.message));
  const titles = await firstLine(path);
  const file = createReadStream(path);
  const parser = parse({ delimiter: delimiterOf(titles), bom: true, info: true, relax_column_count: true });
  pipeline(path.endsWith('.gz') ? [file, createGunzip(), parser] : [file, parser], () => undefined);
  let columns: [AnswerField, number][] | undefined;
  let width = 0;
  for await (const { record, info } of readable(parser)) {
    if (columns) {
      yield { cells: record.length === width ? cellsOf(columns, record) : undefined, line: info.lines };
    } else {
      width = record.length;
      columns = placesOf(mapColumns(record, map), record);
      if (learnerId === undefined && !columns.some(([field]) => field === 'learner')) {
        throw new InvalidArgumentError(
          'map',
          'must name the column of learner, or --learner say whose answers they are',
        );
      }
    }
    onProgress?.(file.bytesRead / size);
  }
}

/** What the parser says of a record, with `info: true`. */
interface ParsedRecord {
  record: string[];
  info: { lines: number };
}

async function* readable(parser: AsyncIterable<unknown>): AsyncGenerator<ParsedRecord> {
  const records = parser[Symbol.asyncIterator]() as AsyncIterator<ParsedRecord>;
  for (;;) {
    const next = await records.next().catch((error: Error) => rejectFile(error.message));
    if (next.done) return;
    yield next.value;
  }
}

/** @throws InvalidArgumentError for a file without one */
async function firstLine(path: string): Promise<string> {
  const file = createReadStream(path);
  const text = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  try {
    for await (const line of createInterface({ input: text })) return line;
  } catch (error) {
    rejectFile((error as Error).message);
  } finally {
    file.destroy();
  }
  return rejectFile('it is empty');
}

/** The one of these by which the titles fall into the most columns. */
const delimiterOf = (titles: string): string =>
  ['\t', ';', ','].reduce((best, one) => (titles.split(one).length > titles.split(best).length ? one : best), ',');

const placesOf = (map: ColumnMap, titles: readonly string[]): [AnswerField, number][] =>
  (Object.entries(map) as [AnswerField, string][]).map(([field, column]) => [field, titles.indexOf(column)]);

function cellsOf(columns: readonly [AnswerField, number][], record: readonly string[]): Cells {
  const cells: Cells = {};
  for (const [field, place] of columns) if (record[place]?.trim()) cells[field] = record[place].trim();
  return cells;
}

function rejectFile(reason: string): never {
  throw new InvalidArgumentError('answers', `must be a file of answers: ${reason}`);
}
