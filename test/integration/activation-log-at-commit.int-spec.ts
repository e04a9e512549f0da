import { byHand } from '../support/engine/by-hand.js';
import { useEngine } from '../support/engine/use-engine.js';

const ENTRY = 'algo_activations_insert_only_at_end';

describe('an entry of the activation log', () => {
  const engine = useEngine({ registry: { maxAgeMs: 0 } });
  const refusal = (constraint: string, message = '') => ({
    driverError: { code: '23000', constraint, message: expect.stringContaining(message) as string },
  });

  const { begin, activate, retire } = byHand(engine);
  const moment = async () => (await engine.dataSource.query<[{ now: Date }]>('SELECT clock_timestamp() AS now'))[0].now;
  const lastOf = async (key: string) => (await engine.registry.getHistory(key))[0]!;
  const versionAt = async (key: string, instant: Date) =>
    (await engine.registry.resolveActiveAt(key, instant))?.version.version;

  describe('of one transaction', () => {
    it('is the only one of its key', async () => {
      const runner = await begin();
      await activate(runner, 'mastery', 'v1');

      await expect(activate(runner, 'mastery', 'v0')).rejects.toMatchObject(
        refusal(ENTRY, 'is the second one of its transaction'),
      );
    });

    it('is the only one of its key also when the first is in a savepoint that was released', async () => {
      const runner = await begin();
      await runner.query('SAVEPOINT inner_one');
      await activate(runner, 'mastery', 'v1');
      await runner.query('RELEASE SAVEPOINT inner_one');
      await runner.query('SAVEPOINT another');

      await expect(activate(runner, 'mastery', 'v0')).rejects.toMatchObject(
        refusal(ENTRY, 'is the second one of its transaction'),
      );
    });

    it('is the only one of its key also where the check at commit was made early', async () => {
      const runner = await begin();
      await activate(runner, 'mastery', 'v1');
      await runner.query('SET CONSTRAINTS ALL IMMEDIATE');
      await runner.query('SET CONSTRAINTS ALL DEFERRED');

      await expect(activate(runner, 'mastery', 'v0')).rejects.toMatchObject(
        refusal(ENTRY, 'is the second one of its transaction'),
      );
    });

    it('is the only one of its key, and waits for others, whatever the writer sets', async () => {
      const [runner, other] = [await begin(), await begin()];
      await activate(runner, 'mastery', 'v1');
      for (const session of [runner, other]) await session.query('SET LOCAL quote_all_identifiers = on');

      await other.query("SET LOCAL lock_timeout = '50ms'");
      const change =
        "UPDATE algo_params SET is_active = false WHERE is_active AND algo_version_id = (SELECT id FROM algo_versions WHERE algo_key = 'mastery' AND version = 'v0')";
      await expect(other.query(change)).rejects.toMatchObject({ driverError: { code: '55P03' } });
      await expect(activate(runner, 'mastery', 'v0')).rejects.toMatchObject(
        refusal(ENTRY, 'is the second one of its transaction'),
      );
    });

    it('may be written after one that a savepoint took with it', async () => {
      const runner = await begin();
      await runner.query('SAVEPOINT inner_one');
      await activate(runner, 'adaptive', 'v1');
      await runner.query('ROLLBACK TO SAVEPOINT inner_one');
      await activate(runner, 'adaptive', 'v1');
      await runner.commitTransaction();

      expect(await engine.registry.getHistory('adaptive')).toHaveLength(2);
    });

    it('may stand beside one of another key', async () => {
      const runner = await begin();
      await activate(runner, 'difficulty', 'v1');
      await activate(runner, 'mistakes', 'v1');
      await runner.commitTransaction();

      expect((await engine.registry.resolveActive('difficulty'))!.version.version).toBe('v1');
      expect((await engine.registry.resolveActive('mistakes'))!.version.version).toBe('v1');
    });
  });

  describe('has the time of its commit', () => {
    it('so that the past tells what others saw until then', async () => {
      const runner = await begin();
      await activate(runner, 'mastery', 'v1');
      const meanwhile = await moment();
      expect((await engine.registry.resolveActive('mastery'))!.version.version).toBe('v0');
      await runner.commitTransaction();

      expect(await versionAt('mastery', meanwhile)).toBe('v0');
      expect((await lastOf('mastery')).activatedAt.getTime()).toBeGreaterThanOrEqual(meanwhile.getTime());
      expect(await versionAt('mastery', await moment())).toBe('v1');
    });

    it('and the service gives back what is stored', async () => {
      await engine.registry.activateAlgoVersion('mastery', 'v1');
      const entry = await engine.registry.rollback('mastery');

      expect(entry).toEqual(await lastOf('mastery'));
    });
  });

  describe('that retires a key', () => {
    it('leaves it without an active version, and the past as it was', async () => {
      const before = await moment();
      const runner = await begin();
      await retire(runner, 'adaptive');
      await runner.commitTransaction();

      expect(await engine.registry.resolveActive('adaptive')).toBeNull();
      expect(await versionAt('adaptive', await moment())).toBeUndefined();
      expect(await versionAt('adaptive', before)).toBe('v1');
      expect(await lastOf('adaptive')).toMatchObject({ kind: 'retire', algoVersionId: null, paramsId: null });
    });

    it('comes once', async () => {
      const runner = await begin();

      await expect(retire(runner, 'adaptive')).rejects.toMatchObject(refusal(ENTRY, 'says what the last one'));
    });

    it('lets no version be active without an entry', async () => {
      const runner = await begin();
      await runner.query("UPDATE algo_versions SET status = 'ACTIVE' WHERE algo_key = 'adaptive' AND version = 'v0'");

      await expect(runner.commitTransaction()).rejects.toMatchObject(refusal('algo_versions_update_matches_ledger'));
    });

    it('is followed by another one, and rollback goes back past it', async () => {
      await engine.registry.activateAlgoVersion('adaptive', 'v0');
      await engine.registry.rollback('adaptive');

      expect((await engine.registry.resolveActive('adaptive'))!.version.version).toBe('v1');
    });

    it('is rejected while a version is active', async () => {
      const runner = await begin();

      await expect(
        runner.query("INSERT INTO algo_activations (algo_key, kind) VALUES ('mastery', 'retire')"),
      ).rejects.toMatchObject(refusal(ENTRY, 'names a pair that is not active'));
    });

    it('is rejected for a key that was never active', async () => {
      const runner = await begin();

      await expect(
        runner.query("INSERT INTO algo_activations (algo_key, kind) VALUES ('nonexistent', 'retire')"),
      ).rejects.toMatchObject(refusal(ENTRY, 'says what the last one'));
    });
  });
});
