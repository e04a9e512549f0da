import { parse } from 'csv-parse/sync';
import { type TextLine } from './text-lines.js';

/** The cells of a row, or why they cannot be told. */
export type CsvRecord = { line: number; cells: string[] } | { line: number; problem: string };

/** So many lines a cell in quotes may go over: beyond them, a quote is one that was not closed. */
const MOST_LINES = 50;

/** Lines, of which some may be put back. */
class Lines {
  private readonly back: TextLine[] = [];
  private readonly lines: AsyncIterator<TextLine>;

  constructor(lines: AsyncIterable<TextLine>) {
    this.lines = lines[Symbol.asyncIterator]();
  }

  async take(): Promise<TextLine | undefined> {
    const back = this.back.shift();
    if (back) return back;
    const next = await this.lines.next();
    return next.done ? undefined : next.value;
  }

  putBack(lines: readonly TextLine[]): void {
    this.back.unshift(...lines);
  }
}

/**
 * Cuts lines into records by what the first one is separated by: tab, semicolon or comma. Cells in quotes may go over several lines. A
 * line that is broken keeps no other one from being read.
 */
export async function* csvRecords(
  source: AsyncIterable<TextLine>,
  { isUnquoted = false } = {},
): AsyncGenerator<CsvRecord> {
  const lines = new Lines(source);
  let delimiter: string | undefined;
  let width: number | undefined;
  for (let first = await lines.take(); first; first = await lines.take()) {
    const { line, text, problem } = first;
    if (text === undefined) {
      yield { line, problem: problem === 'too-long' ? 'is too long' : 'is not UTF-8' };
      continue;
    }
    if (text.trim() === '') continue;
    delimiter ??= delimiterOf(text);
    const cut = isUnquoted ? splitter(delimiter) : parser(delimiter);
    const record = cut(text) ?? (await longRecord(lines, text, cut, width));
    const cells = record?.cells;
    width ??= cells?.length;
    if (!cells) yield { line, problem: 'has a quote that does not begin or end a cell' };
    else if (cells.length !== width) yield { line, problem: 'has not as many cells as the first line' };
    else yield { line: record.line ?? line, cells };
  }
}

type Cut = (text: string) => { cells: string[]; line?: number } | undefined;

/** Of a cell that goes on in the lines that follow; without one, those are put back. */
async function longRecord(lines: Lines, begin: string, cut: Cut, width: number | undefined): Promise<ReturnType<Cut>> {
  const taken: TextLine[] = [];
  let text = begin;
  while (isOpen(text) && taken.length < MOST_LINES) {
    const next = await lines.take();
    if (next) taken.push(next);
    if (next?.text === undefined) break;
    text += `\n${next.text}`;
    if (isOpen(text)) continue;
    const record = cut(text);
    if (record && (width === undefined || record.cells.length === width)) return { ...record, line: next.line };
  }
  lines.putBack(taken);
  return undefined;
}

const isOpen = (text: string): boolean => text.split('"').length % 2 === 0;

const splitter =
  (delimiter: string): Cut =>
  (text) => ({ cells: text.split(delimiter) });

function parser(delimiter: string): Cut {
  const split = splitter(delimiter);
  return (text) => {
    if (!text.includes('"')) return split(text);
    try {
      const [cells] = parse(text, { delimiter, relax_column_count: true });
      return { cells: cells! };
    } catch {
      return undefined;
    }
  };
}

/** The one of these by which the titles fall into the most columns. */
const delimiterOf = (titles: string): string =>
  ['\t', ';', ','].reduce((best, one) => (titles.split(one).length > titles.split(best).length ? one : best), ',');
