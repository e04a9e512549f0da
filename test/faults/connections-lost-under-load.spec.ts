import { DatabaseUnavailableError } from 'learning-engine';
import { AlgoRun } from 'learning-engine/persistence';
import { onServer } from '../support/database/own-database.js';
import { scaled } from '../support/fault-scale.js';
import { useEngine } from '../support/engine/use-engine.js';

/** What clients see of a restart: the server ends their sessions, again and again, while they work. */
describe('D1: the server ends every connection, under load', () => {
  const engine = useEngine();
  const CALLERS = 12;

  it('loses nothing that was acknowledged, and fails only by DatabaseUnavailableError', async () => {
    const { database: name } = engine.dataSource.driver;
    const acknowledged: string[] = [];
    const failures: unknown[] = [];
    let isOver = false;

    const caller = async () => {
      while (!isOver) {
        try {
          const active = (await engine.registry.resolveActive('mastery'))!;
          const run = await engine.runs.logRunStart({ algoVersionId: active.version.id, paramsId: active.params.id });
          await engine.runs.logRunSuccess(run.id, { n: 1 });
          acknowledged.push(run.id);
          await engine.info.getInfo();
        } catch (error) {
          failures.push(error);
        }
      }
    };
    const callers = Array.from({ length: CALLERS }, caller);
    for (let cut = 0; cut < scaled(100, 10); cut += 1) {
      const before = acknowledged.length;
      await onServer((client) =>
        client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]),
      );
      while (acknowledged.length < before + CALLERS) await new Promise(setImmediate); // it works again
    }
    isOver = true;
    await Promise.all(callers);

    expect(failures.filter((error) => !(error instanceof DatabaseUnavailableError))).toEqual([]);
    const ended = await engine.dataSource.manager.findBy(AlgoRun, { status: 'SUCCESS' });
    const ids = new Set(ended.map(({ id }) => id));
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
  });
});
