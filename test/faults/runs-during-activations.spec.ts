import { createRival, createSet, type Pair, rivalAlgorithms } from '../support/engine/create-rivals.js';
import { type Engine, openEngine } from '../support/engine/open-engine.js';
import { useTestDatabase } from '../support/database/test-database.js';

const RUNS = 200;

describe('C3: runs while an activation is in flight', () => {
  const database = useTestDatabase();
  let engine: Engine;
  beforeAll(async () => {
    // Without limits of the host's, so that the activation stays open for as long as the runs take.
    engine = await openEngine(database.url, { algorithms: rivalAlgorithms }, { extra: {} });
  });
  afterAll(() => engine?.app.close());

  const activePair = async (key: string): Promise<Pair> => {
    const { version, params } = (await engine.registry.resolveActive(key))!;
    return { algoVersionId: version.id, paramsId: params.id };
  };

  /** Does something while the next transaction of the host has done everything but its COMMIT. */
  async function beforeCommitOf<T>(activate: () => Promise<T>, work: () => Promise<void>): Promise<T> {
    let letGo!: () => void;
    const released = new Promise<void>((resolve) => (letGo = resolve));
    let arrive!: () => void;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const subscriber = { beforeTransactionCommit: () => (arrive(), released) };
    engine.dataSource.subscribers.push(subscriber);
    try {
      const activation = activate();
      await Promise.race([arrived, activation]);
      await work().finally(letGo);
      return await activation;
    } finally {
      engine.dataSource.subscribers.splice(engine.dataSource.subscribers.indexOf(subscriber), 1);
    }
  }

  const changes: [string, string, (leaving: Pair) => Promise<{ coming: Pair; change: () => Promise<unknown> }>][] = [
    [
      'of a version',
      'mastery',
      async () => ({
        coming: await createRival(engine.dataSource, 'mastery', 'test_1'),
        change: () => engine.registry.activateAlgoVersion('mastery', 'test_1'),
      }),
    ],
    [
      'of a parameter set',
      'revision',
      async ({ algoVersionId }) => {
        const paramsId = await createSet(engine.dataSource, algoVersionId);
        return { coming: { algoVersionId, paramsId }, change: () => engine.registry.activateParams(paramsId) };
      },
    ],
    [
      'by a rollback',
      'adaptive',
      async (coming) => {
        await createRival(engine.dataSource, 'adaptive', 'test_1');
        await engine.registry.activateAlgoVersion('adaptive', 'test_1');
        return { coming, change: () => engine.registry.rollback('adaptive') };
      },
    ],
  ];

  it.each(changes)('start and end, of what leaves and of what comes: %s', async (_name, key, prepare) => {
    const { coming, change } = await prepare(await activePair(key));
    const leaving = await activePair(key);
    expect(leaving).not.toEqual(coming);

    await beforeCommitOf(change, async () => {
      // Others still see what was active before.
      expect(await activePair(key)).toEqual(leaving);
      const runs = Array.from({ length: RUNS }, async (_, n) => {
        const { id } = await engine.runs.logRunStart(n % 2 ? leaving : coming);
        return engine.runs.logRunSuccess(id, { n });
      });
      const statuses = (await Promise.all(runs)).map(({ status }) => status);
      expect(statuses).toEqual(Array(RUNS).fill('SUCCESS'));
      expect(await activePair(key)).toEqual(leaving);
    });

    expect(await activePair(key)).toEqual(coming);
  });
});
