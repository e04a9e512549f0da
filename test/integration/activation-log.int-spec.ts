import { randomUUID } from 'node:crypto';
import { InfoService, NothingToRollBackError, NotTheLastActivationError, RegistryService } from 'learning-engine';
import { AlgoActivation } from 'learning-engine/persistence';
import { createVersion } from '../support/engine/factories.js';
import { specV0 } from '../fixtures/spec-v0.js';
import { levelAlgorithm } from '../support/model-of-json/algorithms.js';
import { useEngine } from '../support/engine/use-engine.js';

describe(`${RegistryService.name}: the activation log`, () => {
  const algorithms = ['mastery', 'adaptive', 'difficulty'].map((key) => levelAlgorithm(key, 'test_1'));
  const engine = useEngine({ algorithms });
  const activePair = async (key: string) => {
    const pair = (await engine.registry.resolveActive(key))!;
    return { algoVersionId: pair.version.id, paramsId: pair.params.id };
  };
  const tune = async (key: string, params: object) =>
    engine.params.createParams((await activePair(key)).algoVersionId, params);

  it('begins with what the seeds activated', async () => {
    for (const { algo_key } of specV0) {
      expect(await engine.registry.getHistory(algo_key)).toEqual([
        expect.objectContaining({ algoKey: algo_key, ...(await activePair(algo_key)), actorUserId: null }),
      ]);
    }
    expect(await engine.registry.getHistory('nonexistent')).toEqual([]);
  });

  it('gets an entry with every change of what is active: who, why, when', async () => {
    const actorUserId = randomUUID();
    const v0 = await activePair('mastery');
    const tuned = await tune('mastery', { threshold: 0.8 });
    await engine.registry.activateParams(tuned.id, { actorUserId, reason: 'too easy' });
    const test1 = await createVersion(engine.dataSource, 'mastery', 'test_1');
    const { id: paramsId } = await engine.params.createParams(test1.id, {});
    await engine.registry.activateAlgoVersion('mastery', 'test_1', { actorUserId, reason: 'new version' });

    const history = await engine.registry.getHistory('mastery');

    expect(history[0]).toBeInstanceOf(AlgoActivation);
    expect(history).toMatchObject([
      { kind: 'activate', algoVersionId: test1.id, paramsId, actorUserId, reason: 'new version' },
      { kind: 'params', algoVersionId: v0.algoVersionId, paramsId: tuned.id, actorUserId, reason: 'too easy' },
      { ...v0, actorUserId: null },
    ]);
    const times = history.map(({ activatedAt }) => activatedAt.getTime());
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('gets none for what changes no active version', async () => {
    const before = await engine.registry.getHistory('adaptive');
    const test1 = await createVersion(engine.dataSource, 'adaptive', 'test_1');
    const set = await tune('adaptive', { exploration_rate: 0.5 });
    await engine.registry.activateAlgoVersion('adaptive', 'v0');
    await engine.dataSource.query('UPDATE algo_params SET is_active = false WHERE algo_version_id = $1', [test1.id]);

    expect(set.isActive).toBe(false);
    expect(await engine.registry.getHistory('adaptive')).toEqual(before);
  });

  describe('rollback', () => {
    it('restores the pair that was active before, by an entry of its own', async () => {
      const before = await activePair('revision');
      const tuned = await tune('revision', { ease_factor: 3 });
      await engine.registry.activateParams(tuned.id);

      const entry = await engine.registry.rollback('revision', { reason: 'worse' });

      expect(entry).toMatchObject({ ...before, reason: 'worse' });
      expect(await activePair('revision')).toEqual(before);
      expect(await engine.registry.getHistory('revision')).toHaveLength(3);
    });

    it('takes a change back once, however often it is called, when it is named', async () => {
      const before = await activePair('revision');
      await engine.registry.activateParams((await tune('revision', { ease_factor: 3.5 })).id);
      const [last] = await engine.registry.getHistory('revision');
      const takeBack = () => engine.registry.rollback('revision', { activationId: last!.id });
      const taken = await takeBack();

      expect(await activePair('revision')).toEqual(before);
      const rejected = takeBack();
      await expect(rejected).rejects.toBeInstanceOf(NotTheLastActivationError);
      await expect(rejected).rejects.toMatchObject({ activationId: last!.id, lastId: taken.id });
      expect((await engine.registry.getHistory('revision'))[0]).toEqual(taken);
      expect(await activePair('revision')).toEqual(before);
    });

    it('takes a change back once when it is named by many at once', async () => {
      const before = await activePair('revision');
      await engine.registry.activateParams((await tune('revision', { ease_factor: 4 })).id);
      const [last] = await engine.registry.getHistory('revision');
      const all = Array.from({ length: 8 }, () => engine.registry.rollback('revision', { activationId: last!.id }));
      const outcomes = await Promise.allSettled(all);

      const rejected = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(rejected.map(({ reason }) => (reason as Error).constructor)).toEqual(
        Array(7).fill(NotTheLastActivationError),
      );
      expect(await activePair('revision')).toEqual(before);
    });

    it('does not undo the first entry, nor one that does not exist', async () => {
      const [only] = await engine.registry.getHistory('mistakes');
      const named = (activationId: unknown) =>
        engine.registry.rollback('mistakes', { activationId: activationId as string });

      await expect(named(only!.id)).rejects.toBeInstanceOf(NothingToRollBackError);
      await expect(named('0')).rejects.toBeInstanceOf(NotTheLastActivationError);
      for (const id of ['', 'last', '-1', '1e3', -7, 0.5, [7]]) {
        await expect(named(id)).rejects.toThrow('activationId must be the id of an entry in the activation log');
      }
    });

    it('restores params that lost their flag while another version was active', async () => {
      const before = await activePair('difficulty');
      const tuned = await tune('difficulty', { window_size: 7 });
      await createVersion(engine.dataSource, 'difficulty', 'test_1');
      await engine.registry.activateAlgoVersion('difficulty', 'test_1');
      await engine.registry.activateParams(tuned.id); // of v0, which is not active

      await engine.registry.rollback('difficulty');

      expect(await activePair('difficulty')).toEqual(before);
    });

    it.each(['mistakes', 'nonexistent', 'nul\u0000'])('rejects %j, which has nothing to go back to', async (key) => {
      await expect(engine.registry.rollback(key)).rejects.toBeInstanceOf(NothingToRollBackError);
    });
  });

  describe('the past', () => {
    it('is folded from the activation log: what was active at an instant', async () => {
      const [test1, tuned, v0] = await engine.registry.getHistory('mastery');
      const at = async (instant: Date) => {
        const pair = await engine.registry.resolveActiveAt('mastery', instant);
        return pair && { algoVersionId: pair.version.id, paramsId: pair.params.id };
      };

      expect(await at(v0!.activatedAt)).toEqual({ algoVersionId: v0!.algoVersionId, paramsId: v0!.paramsId });
      expect(await at(tuned!.activatedAt)).toEqual({ algoVersionId: v0!.algoVersionId, paramsId: tuned!.paramsId });
      expect(await at(new Date(v0!.activatedAt.getTime() - 1))).toBeNull();
      expect(await at(test1!.activatedAt)).toEqual({ algoVersionId: test1!.algoVersionId, paramsId: test1!.paramsId });
      expect(await engine.registry.resolveActiveAt('nonexistent', new Date())).toBeNull();
    });

    it(`is what ${InfoService.name} shows with asOf`, async () => {
      const [, tuned, v0] = await engine.registry.getHistory('mastery');
      const infoAt = async (asOf: Date) => (await engine.info.getInfo({ asOf }))[0];

      expect(await infoAt(tuned!.activatedAt)).toEqual({
        algoKey: 'mastery',
        activeVersion: 'v0',
        status: 'ACTIVE',
        activeParams: { threshold: 0.8, decay_factor: 0.95, min_attempts: 5 },
        updatedAt: tuned!.activatedAt,
      });
      expect(await infoAt(v0!.activatedAt)).toMatchObject({ activeParams: { threshold: 0.7 } });
      expect(await infoAt(new Date(0))).toEqual({
        algoKey: 'mastery',
        activeVersion: null,
        status: null,
        activeParams: null,
        updatedAt: null,
      });
      expect(await engine.info.getInfo({ asOf: new Date(Date.now() + 60_000) })).toEqual(await engine.info.getInfo());
    });

    it('rejects what is no instant', async () => {
      await expect(engine.registry.resolveActiveAt('mastery', new Date(NaN))).rejects.toThrow(
        'instant must be a valid Date',
      );
      await expect(engine.info.getInfo({ asOf: 'now' as never })).rejects.toThrow('asOf must be a valid Date');
    });
  });

  it.each([
    [{ actorUserId: 'me' }, 'actorUserId must be a UUID'],
    [{ reason: 'x'.repeat(1001) }, 'reason must be a text of 1 to 1000 characters'],
    [{ reason: '' }, 'reason must be a text of 1 to 1000 characters that is not blank'],
    [{ reason: '\u200b\u2800' }, 'reason must be a text of 1 to 1000 characters that is not blank'],
    [{ reason: 'a\u0000' }, 'reason must not contain NUL or lone surrogates'],
    [{ reason: 'a\u001b[2J' }, 'reason must not contain control characters'],
    [{ reason: 'a\u202eb' }, 'reason must not contain control characters, nor characters that change the direction'],
    [{ reason: 1 as never }, 'reason must be a text'],
  ])('rejects the context %j and changes nothing', async (context, message) => {
    const before = await engine.registry.getHistory('revision');

    await expect(engine.registry.activateAlgoVersion('revision', 'v0', context)).rejects.toThrow(message);
    await expect(engine.registry.activateParams(randomUUID(), context)).rejects.toThrow(message);
    await expect(engine.registry.rollback('revision', context)).rejects.toThrow(message);
    await expect(engine.registry.restore('revision', { ...context, activationId: '1' })).rejects.toThrow(message);
    await expect(engine.registry.retire('revision', context)).rejects.toThrow(message);
    expect(await engine.registry.getHistory('revision')).toEqual(before);
  });
});
