import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALGO_KEYS, type JsonValue } from '../../src/learning-engine/index.js';
import { useEngine } from '../support/engine/use-engine.js';

const PAGE = readFileSync(join('docs', 'algorithms.md'), 'utf8');

/** The last bits of exponentials differ between machines. */
const rounded = (value: unknown): JsonValue =>
  JSON.parse(
    JSON.stringify(value, (_name, part: unknown) => (typeof part === 'number' ? Number(part.toPrecision(9)) : part)),
  ) as JsonValue;

describe('docs/algorithms.md', () => {
  const engine = useEngine();

  it.each(ALGO_KEYS)('shows what %s v1 answers', async (key) => {
    const section = PAGE.slice(PAGE.indexOf(`### \`${key}\` v1`));
    const [input, output] = [...section.matchAll(/```json\n([\s\S]*?)```/g)].map(
      ([, json]) => JSON.parse(json!) as object,
    );

    const answer = await engine.execution.execute(key, input!, { version: 'v1' });

    expect(rounded(answer.output)).toEqual(rounded(output));
    expect(await engine.runs.getRun(answer.runId)).toMatchObject({ status: 'SUCCESS', inputSummaryJson: input });
  });

  it.each(ALGO_KEYS)('names every parameter of %s v1 with its default', (key) => {
    const from = PAGE.slice(PAGE.indexOf(`### \`${key}\` v1`));
    const section = from.slice(0, from.indexOf('**Source:**'));

    for (const [name, value] of Object.entries(engine.params.getDefaultParams(key, 'v1'))) {
      const row = section.split('\n').find((line) => line.startsWith('| `') && line.includes(`\`${name}\``));
      expect(row).toBeDefined();
      if (name !== 'w') expect(row).toContain(JSON.stringify(value).replace(',', ', '));
    }
  });
});
