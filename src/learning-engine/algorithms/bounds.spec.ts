import { definitionOf } from '../../../test/support/engine/algorithm-laws.js';
import { checkShape } from '../contracts/check-shape.js';
import { shapeOf } from '../contracts/rule.js';
import { builtInAlgorithms } from './index.js';

/** The lists of all inputs, with the most rows that they may have. */
const lists = builtInAlgorithms.flatMap((algorithm) => {
  const { key, version, input } = definitionOf(algorithm);
  if (!input) return [];
  const fields = shapeOf(input).fields.filter(({ schema }) => schema.type === 'array');
  return fields.map(({ name, schema }) => ({ name: `${key} ${version} ${name}`, input, list: name, schema }));
});

describe('the size of an input', () => {
  it.each(lists)('$name has a bound, which is told before any row is looked at', ({ input, list, schema }) => {
    const atMost = schema.maxItems as number;
    expect(atMost).toBeLessThanOrEqual(100_000);

    const rest = { now: '2026-01-21T12:00:00Z', seed: '', count: 1, learner: { theta: 0, rolling_success: null } };
    const others = lists.filter((other) => other.input === input).map((other) => [other.list, []]);
    const given = { ...rest, ...(Object.fromEntries(others) as object) };
    const known = shapeOf(input).fields.map(({ name }) => name);
    const fitting = Object.fromEntries(Object.entries(given).filter(([name]) => known.includes(name)));
    const rows = (length: number) => ({ ...fitting, [list]: new Array(length).fill('no row') });

    expect(checkShape(input, fitting)).toBeUndefined();
    expect(checkShape(input, rows(atMost))?.path).toEqual([list, 0]);
    expect(checkShape(input, rows(atMost + 1))).toEqual({
      path: [list],
      reason: `must be a list of at most ${atMost} rows`,
    });
  });
});
