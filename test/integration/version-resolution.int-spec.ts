import { randomUUID } from 'node:crypto';
import { AlgoKey, RegistryService } from 'learning-engine';
import { activateByHand, createVersion } from '../support/engine/factories.js';
import { StatementRecorder } from '../support/database/count-statements.js';
import { useEngine } from '../support/engine/use-engine.js';

describe(`${RegistryService.name}: version resolution`, () => {
  const recorder = new StatementRecorder();
  const engine = useEngine({ runs: { reaper: false } }, { logger: recorder });

  it('gets the active version of a key', async () => {
    const version = await engine.registry.getActiveAlgoVersion(AlgoKey.MASTERY);

    expect(version).toMatchObject({ algoKey: 'mastery', version: 'v0', status: 'ACTIVE' });
  });

  it('gets the active params of a version', async () => {
    const version = await engine.registry.getActiveAlgoVersion('mastery');
    const params = await engine.registry.getActiveParams(version!.id);

    expect(params).toMatchObject({
      algoVersionId: version!.id,
      isActive: true,
      paramsJson: { threshold: 0.7, decay_factor: 0.95, min_attempts: 5 },
    });
  });

  it('resolves version and params in one call, by one statement', async () => {
    const { result, statements } = await recorder.during(() => engine.registry.resolveActive('revision'));

    expect(result?.version).toMatchObject({ algoKey: 'revision', version: 'v0' });
    expect(result?.params).toMatchObject({ algoVersionId: result?.version.id, isActive: true });
    expect(statements).toHaveLength(1);
  });

  it('answers null for an algorithm that does not exist', async () => {
    expect(await engine.registry.getActiveAlgoVersion('nonexistent')).toBeNull();
    expect(await engine.registry.resolveActive('nonexistent')).toBeNull();
    expect(await engine.registry.getActiveParams(randomUUID())).toBeNull();
  });

  it.each(['', 'MASTERY', "mastery'; DROP TABLE algo_runs; --", 'nul\u0000', '\ud800', 'x'.repeat(10_000)])(
    'answers null for the key %j',
    async (key) => {
      expect(await engine.registry.resolveActive(key)).toBeNull();
    },
  );

  it.each(['', 'not-a-uuid', '1', '{}'])(
    'answers null for the version id %j, without asking the database',
    async (id) => {
      const { result, statements } = await recorder.during(() => engine.registry.getActiveParams(id));

      expect(result).toBeNull();
      expect(statements).toHaveLength(0);
    },
  );

  it('answers null for an active version without active params', async () => {
    const version = await createVersion(engine.dataSource, 'bare', 'v1');
    await activateByHand(engine.dataSource, version);

    expect(await engine.registry.getActiveAlgoVersion('bare')).toMatchObject({ id: version.id });
    expect(await engine.registry.getActiveParams(version.id)).toBeNull();
    expect(await engine.registry.resolveActive('bare')).toBeNull();
  });

  it('answers null for a key that has versions, none of them active', async () => {
    await createVersion(engine.dataSource, 'waiting', 'v1');

    expect(await engine.registry.getActiveAlgoVersion('waiting')).toBeNull();
    expect(await engine.registry.resolveActive('waiting')).toBeNull();
  });
});
