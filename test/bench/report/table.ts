import { type Result, type Results } from '../results.js';
import { cellsOf, HEADINGS } from './cells.js';

/** For a terminal. */
export function textTable(results: readonly Result[]): string {
  const lines = [HEADINGS, ...cellsOf(results)];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The page of results. */
export function markdownPage({ machine, benchmarks }: Results): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const asked = benchmarks.map(
    ({ name, peer, measuredAt, settings: { rounds, seconds, rows, executes } }) =>
      `- \`${name}\`, against ${peer}. ${measuredAt}, \`--rounds ${rounds} --seconds ${seconds} --rows ${rows} --executes ${executes}\``,
  );
  return [
    '# Results',
    '',
    'Written by `npm run bench`; what the rows mean stands in [Performance](../performance.md). Figures are medians, the ratio is',
    'the median of the ratios of the rounds, whose lowest and highest stand beside it.',
    '',
    `${machine.cpu}, ${machine.cores} cores, ${machine.memory}, ${machine.system}; Node ${machine.node}; PostgreSQL ${machine.postgres}.`,
    '',
    '![Ratios to goals](chart.svg)',
    '',
    line(HEADINGS),
    line(HEADINGS.map(() => '---')),
    ...cellsOf(benchmarks).map(line),
    '',
    ...asked,
    '',
  ].join('\n');
}
