import { readFileSync } from 'node:fs';
import { capacity, withCapacity } from '../bench/report/capacity.js';
import { type Results } from '../bench/results.js';

const results = JSON.parse(readFileSync('docs/performance/results.json', 'utf8')) as Results;
const page = readFileSync('docs/performance.md', 'utf8');

/** The figures of a line of the table, by learners. */
const lineOf = (text: string, what: string) =>
  text
    .split('\n')
    .find((line) => line.startsWith(`| ${what} |`))!
    .split(' | ')
    .slice(1)
    .map((cell) => Number.parseFloat(cell.replaceAll(',', '')));

describe('the capacity model', () => {
  it('is in the page as it follows from the recorded results', () => {
    expect(withCapacity(page, capacity(results))).toBe(page);
  });

  it('follows from what was measured', () => {
    const rows = (name: string) => results.benchmarks.find((one) => one.name === name)!.rows;
    const text = capacity(results);
    const peak = (1e7 * 10 * 10) / 86_400;
    expect(lineOf(text, 'instances, a request for each').at(-1)).toBe(Math.ceil(peak / (rows('compute')[0]!.ours / 2)));
    const [disk] = rows('storage');
    expect(lineOf(text, 'TB of runs a year').at(-1)).toBeCloseTo((1e8 * 365 * disk!.ours) / 1e12, 0);

    const twice = structuredClone(results);
    twice.benchmarks.find(({ name }) => name === 'compute')!.rows[0]!.ours *= 2;
    expect(lineOf(capacity(twice), 'instances, a request for each').at(-1)).toBe(
      Math.ceil(peak / rows('compute')[0]!.ours),
    );
  });

  it('says which figure is missing', () => {
    const benchmarks = results.benchmarks.filter(({ name }) => name !== 'execute');
    expect(() => capacity({ ...results, benchmarks })).toThrow('npm run bench -- execute');
  });
});
