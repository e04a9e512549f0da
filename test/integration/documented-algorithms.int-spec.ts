import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transpile } from 'typescript';
import { ALGO_KEYS, type JsonValue, LearningEngineError } from 'learning-engine';
import { useEngine } from '../support/engine/use-engine.js';

const PAGE = readFileSync(join('docs', 'algorithms.md'), 'utf8');

/** The last bits of exponentials differ between machines. */
const rounded = (value: unknown): JsonValue =>
  JSON.parse(
    JSON.stringify(value, (_name, part: unknown) => (typeof part === 'number' ? Number(part.toPrecision(9)) : part)),
  ) as JsonValue;

/** The programs of the page, each a function of the names that it uses. */
const programs = [...PAGE.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);
const AsyncFunction = (async () => {}).constructor as new (
  ...text: string[]
) => (...values: unknown[]) => Promise<unknown>;
const execute = (code: string, names: object) =>
  new AsyncFunction(...Object.keys(names), transpile(code, { target: 99 }))(...(Object.values(names) as unknown[]));

describe('docs/algorithms.md', () => {
  const engine = useEngine();

  it.each(ALGO_KEYS)('shows what %s v1 answers', async (key) => {
    const section = PAGE.slice(PAGE.indexOf(`### \`${key}\` v1`));
    const [input, output] = [...section.matchAll(/```json\n([\s\S]*?)```/g)].map(
      ([, json]) => JSON.parse(json!) as object,
    );

    const answer = await engine.execution.execute<unknown>(key, input!, { version: 'v1' });

    expect(rounded(answer.output)).toEqual(rounded(output));
    expect(await engine.runs.getRun(answer.runId)).toMatchObject({ status: 'SUCCESS', inputSummaryJson: input });
  });

  it('shows programs that run as they are written', async () => {
    const { registry, params, runs, execution } = engine;
    const [activations, validation, ...others] = programs;
    const came = [];
    for (const line of activations!.trim().split('\n')) {
      const error = await execute(line, { registry, actorUserId: null }).catch((thrown: unknown) => thrown);
      came.push(error instanceof LearningEngineError ? error.code : error);
    }
    // In January nothing was active here, and there is no streak.
    expect(came).toEqual([undefined, undefined, undefined, undefined, 'ACTIVATION_NOT_FOUND', 'NOTHING_TO_RETIRE']);

    for (const [, call, answer] of validation!.matchAll(/^(.*);\n\/\/ (.*)$/gm)) {
      expect(await execute(`return ${call}`, { params })).toEqual(await execute(`return (${answer})`, {}));
    }
    await registry.activateAlgoVersion('mastery', 'v1');
    const names = { registry, runs, execution, userId: null, states: [], events: [], compute: () => ({ score: 1 }) };
    for (const program of others) await execute(program, names);
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
