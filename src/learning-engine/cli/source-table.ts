import { Client, types } from 'pg';
import { type Cells } from '../answer-files/answer-of-row.js';
import { type AnswerField, type ColumnMap, mapColumns } from '../answer-files/columns.js';
import { type Row } from '../answer-files/csv-rows.js';
import { CommandRejectedError, UsageError } from './command.js';

const ROWS = 1000;
const ZONELESS: readonly number[] = [types.builtins.TIMESTAMP, types.builtins.DATE];

type Value = string | number | boolean | Date | null | object;

/** What a query found, a page at a time. */
interface Page {
  columns: readonly string[];
  rows: readonly Value[][];
}

/** A database of the host's, as of one moment: nothing is written there, and what is read does not change meanwhile. */
export class SourceTable {
  /** Which column names learners, once answers were read. */
  learnerColumn = '';

  private constructor(private readonly client: Client) {}

  /** @throws CommandRejectedError when it cannot be reached */
  static async open(url: string): Promise<SourceTable> {
    const client = new Client({ connectionString: url, application_name: 'learning-engine import' });
    client.on('error', () => undefined); // the statement in progress tells of it
    try {
      await client.connect();
      await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    } catch (error) {
      throw new CommandRejectedError(`The database of --database-url cannot be read: ${(error as Error).message}`);
    }
    return new SourceTable(client);
  }

  async close(): Promise<void> {
    await this.client.end();
  }

  /**
   * @param option which holds the query
   * @throws UsageError for what is no query, and for times without a zone
   */
  async *pages(option: string, query: string): AsyncGenerator<Page> {
    const ask = async (text: string) => {
      try {
        return await this.client.query<Value[]>({ text, rowMode: 'array', queryMode: 'extended' } as never);
      } catch (error) {
        throw new UsageError(`--${option} cannot be run: ${(error as Error).message}`);
      }
    };
    await ask(`DECLARE source NO SCROLL CURSOR FOR ${query}`);
    for (;;) {
      const { fields, rows } = await ask(`FETCH ${ROWS} FROM source`);
      const zoneless = fields.find(({ dataTypeID }) => ZONELESS.includes(dataTypeID));
      if (zoneless) {
        throw new UsageError(`--${option} has times without a zone: select ${zoneless.name} AT TIME ZONE 'UTC'`);
      }
      yield { columns: fields.map(({ name }) => name), rows };
      if (rows.length < ROWS) break;
    }
    await ask('CLOSE source');
  }

  /** The rows of a query as those of a file, from line 1 on. */
  async *answers(query: string, map?: Readonly<Record<string, string>>): AsyncGenerator<Row> {
    let line = 0;
    let places: [AnswerField, number][] | undefined;
    for await (const { columns, rows } of this.pages('query', query)) {
      places ??= this.placesOf(mapColumns(columns, map), columns);
      for (const row of rows) yield { line: (line += 1), cells: cellsOf(places, row) };
    }
  }

  /** Rows of a table have no numbers of their own, so that each must have an id. */
  private placesOf(map: ColumnMap, columns: readonly string[]): [AnswerField, number][] {
    for (const field of ['learner', 'event'] as const) {
      if (map[field] === undefined) throw new UsageError(`--query must select a column of ${field}, or --map name it`);
    }
    this.learnerColumn = map.learner!;
    return (Object.entries(map) as [AnswerField, string][]).map(([field, column]) => [field, columns.indexOf(column)]);
  }
}

function cellsOf(places: readonly [AnswerField, number][], row: readonly Value[]): Cells {
  const cells: Cells = {};
  for (const [field, place] of places) {
    const text = textOf(row[place]!);
    if (text !== '') cells[field] = text;
  }
  return cells;
}

export function textOf(value: Value): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.join(';');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
