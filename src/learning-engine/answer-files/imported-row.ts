import { type JsonObject } from '../json/json.js';
import { handedOfRow, RowError, type TimeUnit } from './answer-of-row.js';
import { type Row } from './csv-rows.js';

/** An answer to be imported, or why a row is none. */
export type ImportedRow =
  | { readonly line: number; readonly learner: string; readonly answer: JsonObject }
  | { readonly line: number; readonly reason: string }
  /** Withdraws the answer of an earlier import; where there is none, it is no answer for this reason. */
  | { readonly line: number; readonly voids: string; readonly reason: string }
  /** A line without a row. */
  | { readonly line: number; readonly isBlank: true };

/** What is said of the answers of a file. */
export interface ImportContext {
  /** Of a number in the column of the time. */
  unit: TimeUnit;
  /** When answers were given whose row does not say it, UTC in ISO 8601. Default 1970: then their sequence alone orders them. */
  base?: string | null;
  /** Names answers that have no id of their own, with their line. */
  source: string;
}

/** The answers of rows, in their order. */
export async function* importedCsv(
  rows: AsyncIterable<Row>,
  options: ImportContext & { learnerId?: string },
): AsyncGenerator<ImportedRow> {
  for await (const { cells, line, problem } of rows) {
    yield orReason(line, () => {
      if (!cells) throw new RowError(problem);
      const learner = cells.learner ?? options.learnerId;
      if (learner === undefined) throw new RowError('learner must be given');
      return { learner, answer: handedOfRow(cells, { ...options, line }) };
    });
  }
}

/** What cannot be mapped is told, and never dropped. */
export function orReason(
  line: number,
  work: () => { learner: string; answer: JsonObject } | { voids: string; reason: string },
): ImportedRow {
  try {
    return { line, ...work() };
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    return { line, reason: error.message };
  }
}
