import { readFileSync } from 'node:fs';

const { exports: doors } = JSON.parse(readFileSync('src/learning-engine/package.json', 'utf8')) as {
  exports: Record<string, string | { source: string }>;
};

describe('the doors of the engine', () => {
  const modules = Object.entries(doors).flatMap(([door, to]) =>
    typeof to === 'string' ? [] : [[door.replace('.', 'learning-engine'), to.source] as const],
  );

  it('are these', () => {
    expect(modules.map(([name]) => name)).toEqual([
      'learning-engine',
      'learning-engine/algorithms',
      'learning-engine/authoring',
      'learning-engine/persistence',
    ]);
  });

  it.each(modules)('%s exports these names: a change of the public API is a decision', async (name, source) => {
    const door = (await import(name)) as object;

    expect(door).toBe(await import(`../../src/learning-engine/${source.replace('.ts', '.js')}`));
    expect(Object.keys(door).sort()).toMatchSnapshot();
  });
});
