import { RunsService } from 'learning-engine';
import { StatementRecorder } from '../support/database/count-statements.js';
import { useEngine } from '../support/engine/use-engine.js';

class FailingLogger extends StatementRecorder {
  fails = false;

  override logQuery(statement: string, values?: unknown[]): void {
    if (this.fails) throw new Error('the logger failed');
    super.logQuery(statement, values);
  }
}

describe(`${RunsService.name}: a logger of the host's that throws`, () => {
  const logger = new FailingLogger();
  const engine = useEngine({ runs: { reaper: false } }, { logger });

  it('is reported to the caller, and costs no connection', async () => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    const start = () => engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });
    await start();

    logger.fails = true;
    for (let n = 0; n < 3; n += 1) await expect(start()).rejects.toThrow('the logger failed');
    logger.fails = false;

    const { total, idle } = engine.runs.connections();
    expect(idle).toBe(total);
    expect(await start()).toMatchObject({ status: 'RUNNING' });
  });
});
