import { AlgoRun } from 'learning-engine/persistence';
import { type Engine } from './open-engine.js';

export const allRuns = ({ dataSource }: Engine): Promise<AlgoRun[]> =>
  dataSource.manager.find(AlgoRun, { order: { startedAt: 'ASC' } });

/** What a failing call threw, and the one run that it left. */
export async function failing(engine: Engine, call: () => Promise<unknown>): Promise<{ error: unknown; run: AlgoRun }> {
  const before = (await allRuns(engine)).length;
  const error = await call().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const runs = await allRuns(engine);
  expect(runs).toHaveLength(before + 1);
  return { error, run: runs.at(-1)! };
}
