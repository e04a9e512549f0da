import { readFileSync } from 'node:fs';
import { type EngineErrorCode, type LearningEngineError } from 'learning-engine';
import type * as engine from 'learning-engine';
import type * as evidence from 'learning-engine/evidence';
import type * as jobs from 'learning-engine/jobs';
import type * as learners from 'learning-engine/learners';
import type * as persistence from 'learning-engine/persistence';
import type * as testing from 'learning-engine/testing';
import type * as webhooks from 'learning-engine/webhooks';
import { engineProblems } from 'learning-engine/http';

const { exports: doors } = JSON.parse(readFileSync('src/learning-engine/package.json', 'utf8')) as {
  exports: Record<string, string | { source: string }>;
};

type Engine = typeof engine &
  typeof evidence &
  typeof jobs &
  typeof learners &
  typeof persistence &
  typeof testing &
  typeof webhooks;
type ErrorOf<Class> = Class extends new (...args: never[]) => infer E ? Extract<E, LearningEngineError> : never;
type ErrorName = keyof Engine & `${string}Error`;
type CodeOfExports = { [Name in ErrorName]: ErrorOf<Engine[Name]>['code'] }[ErrorName];

/** Does not compile where a code has no exported class; a class without its code does not compile either. */
const everyCodeHasItsClass: [EngineErrorCode] extends [CodeOfExports] ? true : never = true;

describe('the codes of the engine', () => {
  it('are those of the exported errors, and each is explained', () => {
    const page = readFileSync('docs/using-in-your-app.md', 'utf8');

    expect(everyCodeHasItsClass).toBe(true);
    expect(Object.keys(engineProblems).filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });
});

describe('the doors of the engine', () => {
  const modules = Object.entries(doors).flatMap(([door, to]) =>
    typeof to === 'string' ? [] : [[door.replace('.', 'learning-engine'), to.source] as const],
  );

  it('are these', () => {
    expect(modules.map(([name]) => name)).toEqual([
      'learning-engine',
      'learning-engine/algorithms',
      'learning-engine/authoring',
      'learning-engine/cli',
      'learning-engine/evidence',
      'learning-engine/http',
      'learning-engine/jobs',
      'learning-engine/learners',
      'learning-engine/metrics',
      'learning-engine/persistence',
      'learning-engine/testing',
      'learning-engine/webhooks',
    ]);
  });

  it.each(modules)('%s exports these names: a change of the public API is a decision', async (name, source) => {
    const door = (await import(name)) as object;

    expect(door).toBe(await import(`../../src/learning-engine/${source.replace('.ts', '.js')}`));
    expect(Object.keys(door).sort()).toMatchSnapshot();
  });
});
