import { type Result } from '../results.js';
import { type Row } from '../rounds.js';

export const HEADINGS = ['benchmark', 'what', 'ours', 'peer', 'ratio', 'rounds', 'goal', 'met'];

/** The results as a table of texts. */
export const cellsOf = (results: readonly Result[]): string[][] =>
  results.flatMap(({ name, rows }) =>
    rows.map((row) => [
      name,
      row.what,
      `${figure(row.ours)} ${row.unit}`,
      row.peer === null ? '' : `${figure(row.peer)} ${row.unit}`,
      row.ratio === null ? '' : figure(row.ratio),
      `${figure(row.low)} to ${figure(row.high)}`,
      goalOf(row),
      row.met === null ? '' : row.met ? 'yes' : 'no',
    ]),
  );

const goalOf = ({ goal, ratio, unit }: Row): string =>
  goal === null ? '' : `${goal.is === 'at least' ? '≥' : '≤'} ${goal.value}${ratio === null ? ` ${unit}` : ''}`;

/** Three digits that count, or all before the point. */
export const figure = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
