import { createRival, createSet, rivalAlgorithms } from '../support/engine/create-rivals.js';
import { scaled } from '../support/fault-scale.js';
import { useEngine } from '../support/engine/use-engine.js';

const RESOLVES = scaled(1_000_000, 6_000);
/** More than the pool has connections, so that a caller with two statements would wait between them. */
const READERS = 30;

describe('C2: resolving while what is active changes all the time', () => {
  // Every answer is read anew: it is the statement that must not tear.
  const engine = useEngine({ algorithms: rivalAlgorithms, registry: { maxAgeMs: 0 } });

  /**
   * Two versions take turns. While one is not active, another set of it is active: a pair that is never active, and that only
   * a reader with two statements can see.
   */
  async function prepare(algoKey: string) {
    const { version, params } = (await engine.registry.resolveActive(algoKey))!;
    const rival = await createRival(engine.dataSource, algoKey, 'test_1');
    const sides = [
      { id: version.id, name: 'v0', active: params.id, decoy: await createSet(engine.dataSource, version.id) },
      {
        id: rival.algoVersionId,
        name: 'test_1',
        active: rival.paramsId,
        decoy: await createSet(engine.dataSource, rival.algoVersionId),
      },
    ] as const;
    return (turn: number) => (turn % 2 ? ([sides[1], sides[0]] as const) : sides);
  }

  /** Changes as the registry makes them, one after the other. */
  async function byRegistry() {
    const sides = await prepare('mastery');
    return async (turn: number) => {
      const [leaving, coming] = sides(turn);
      await engine.registry.activateAlgoVersion('mastery', coming.name);
      await engine.registry.activateParams(leaving.decoy);
      await engine.registry.activateParams(leaving.active);
    };
  }

  /** All at once, in the one transaction of a message with several statements: nothing is between before and after. */
  async function byHand() {
    const sides = await prepare('revision');
    return async (turn: number) => {
      const [leaving, coming] = sides(turn);
      await engine.dataSource.query(`
        UPDATE algo_versions SET status = 'DEPRECATED' WHERE id = '${leaving.id}';
        UPDATE algo_versions SET status = 'ACTIVE' WHERE id = '${coming.id}';
        UPDATE algo_params SET is_active = false WHERE id IN ('${leaving.active}', '${coming.decoy}');
        UPDATE algo_params SET is_active = true WHERE id IN ('${leaving.decoy}', '${coming.active}');
        INSERT INTO algo_activations (algo_key, algo_version_id, params_id)
        VALUES ('revision', '${coming.id}', '${coming.active}')`);
    };
  }

  it(
    'answers a pair that was active, every time',
    async () => {
      const keys = ['mastery', 'revision'];
      const takeTurns = [await byRegistry(), await byHand()];
      const seen = new Map<string, number>();
      let left = RESOLVES;
      const read = async () => {
        for (; left > 0;) {
          const key = keys[(left -= 1) % keys.length]!;
          const active = await engine.registry.resolveActive(key);
          const pair = active ? `${key} ${active.version.id} ${active.params.id}` : `${key} nothing`;
          seen.set(pair, (seen.get(pair) ?? 0) + 1);
        }
      };
      const write = async (takeTurn: (turn: number) => Promise<void>) => {
        for (let turn = 0; left > 0; turn += 1) await takeTurn(turn);
      };
      await Promise.all([...Array.from({ length: READERS }, read), ...takeTurns.map(write)]);

      const histories = await Promise.all(keys.map((key) => engine.registry.getHistory(key)));
      const pairs = histories.flat().map((entry) => `${entry.algoKey} ${entry.algoVersionId} ${entry.paramsId}`);
      expect(histories.every(({ length }) => length > 10)).toBe(true);
      expect([...seen.keys()].sort()).toEqual([...new Set(pairs)].sort());
      expect([...seen.values()].reduce((sum, count) => sum + count)).toBe(RESOLVES);
    },
    scaled(3_600_000, 180_000),
  );
});
