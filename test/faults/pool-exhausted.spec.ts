import { DatabaseUnavailableError } from 'learning-engine';
import { connectionLimits } from 'learning-engine/persistence';
import { useEngine } from '../support/engine/use-engine.js';

describe('D3: all connections of the host are held', () => {
  const engine = useEngine({ registry: { maxAgeMs: 0 } }, { extra: connectionLimits });

  it('answers with DatabaseUnavailableError in place of waiting for ever, and recovers; what is active is still known, and runs are recorded', async () => {
    const active = (await engine.registry.resolveActive('mastery'))!;
    const pool = (engine.dataSource.driver as unknown as { master: { options: { max: number } } }).master;
    const held = Array.from({ length: pool.options.max }, () => engine.dataSource.createQueryRunner());
    for (const runner of held) await runner.connect();
    try {
      const answers = await Promise.allSettled([
        engine.registry.activateAlgoVersion('mastery', 'v0'),
        engine.registry.getHistory('mastery'),
        engine.info.getInfo({ asOf: new Date() }),
        engine.params.createParams(active.version.id, {}),
      ]);
      for (const answer of answers) {
        expect(answer).toMatchObject({
          status: 'rejected',
          reason: { code: 'DATABASE_UNAVAILABLE', failure: 'overload' },
        });
        expect((answer as PromiseRejectedResult).reason).toBeInstanceOf(DatabaseUnavailableError);
      }
      expect(await engine.registry.resolveActive('mastery')).toEqual(active);
      expect(await engine.info.getInfo()).toHaveLength(5);
      await engine.runs.logRunStart({ algoVersionId: active.version.id, paramsId: active.params.id });
    } finally {
      for (const runner of held) await runner.release();
    }

    expect(await engine.registry.resolveActive('mastery')).toEqual(active);
  });
});
