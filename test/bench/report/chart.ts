import { type Goal } from '../benchmark.js';
import { type Results } from '../results.js';
import { type Row } from '../rounds.js';
import { figure } from './cells.js';

const WIDTH = 900;
const LEFT = 430;
const ROW = 22;
const TOP = 46;
/** How far from its goal a row may be before its bar ends at the edge. */
const EDGE = 10;

/** How many times as good as the goal asks: 1 meets it. */
const score = (goal: Goal, { ratio, ours }: Row): number => {
  const measured = ratio ?? ours;
  return goal.is === 'at least' ? measured / goal.value : goal.value / measured;
};

/** The ratio of each row to its goal as a bar from the line of the goal: to the right is better. Logarithmic. */
export function chart({ machine, benchmarks }: Results): string {
  const rows = benchmarks.flatMap(({ name, rows }) =>
    rows.flatMap((row) => (row.goal ? { name, row, goal: row.goal } : [])),
  );
  const height = TOP + rows.length * ROW + 12;
  const middle = (LEFT + WIDTH - 70) / 2;
  const half = middle - LEFT;
  const bars = rows.map(({ name, row, goal }, index) => {
    const y = TOP + index * ROW;
    const distance = Math.max(-1, Math.min(1, Math.log(score(goal, row)) / Math.log(EDGE))) * half;
    const color = row.met ? '#2a7f4f' : '#c0392b';
    const [x, width] = distance < 0 ? [middle + distance, -distance] : [middle, Math.max(distance, 1)];
    return [
      text(LEFT - 8, y + 14, `${name}: ${row.what}`, 'end'),
      `<rect x="${x.toFixed(1)}" y="${y + 3}" width="${width.toFixed(1)}" height="${ROW - 8}" fill="${color}"/>`,
      text(WIDTH - 62, y + 14, `${figure(row.ratio ?? row.ours)}${row.ratio === null ? ` ${row.unit}` : ''}`, 'start'),
    ].join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(10, 18, `Ratios to goals: ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}`, 'start'),
    text(middle, 38, 'goal', 'middle'),
    text(middle - half, 38, `${EDGE} × worse`, 'middle'),
    text(middle + half, 38, `${EDGE} × better`, 'middle'),
    ...bars,
    `<line x1="${middle}" y1="${TOP}" x2="${middle}" y2="${height - 10}" stroke="#333333"/>`,
    '</svg>',
    '',
  ].join('\n');
}

const text = (x: number, y: number, content: string, anchor: string): string =>
  `<text x="${x.toFixed(1)}" y="${y}" text-anchor="${anchor}">${escaped(content)}</text>`;

const escaped = (content: string): string =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
