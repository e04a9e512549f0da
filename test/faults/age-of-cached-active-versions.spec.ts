import { DatabaseUnavailableError } from 'learning-engine';
import { scaled } from '../support/fault-scale.js';
import { type Engine, openEngine, urlOfEngine } from '../support/engine/open-engine.js';
import { StatementRecorder } from '../support/database/count-statements.js';
import { COMMIT, TcpProxy } from '../support/database/tcp-proxy.js';
import { useEngine } from '../support/engine/use-engine.js';

const MAX_AGE_MS = 500;

describe('D9: the registry changes, and processes know what was active', () => {
  const engine = useEngine();
  let proxy: TcpProxy;
  let other: Engine;
  beforeAll(async () => {
    proxy = await TcpProxy.to(urlOfEngine(engine));
    other = await openEngine(proxy.url);
  });
  afterEach(() => proxy.heal());
  afterAll(async () => {
    await other?.app.close();
    await proxy?.close();
  });

  /** Two sets that take turns. */
  async function turnsOf(algoKey: string, tuning: object): Promise<(turn: number) => string> {
    const { version, params } = (await engine.registry.resolveActive(algoKey))!;
    const tuned = await engine.params.createParams(version.id, tuning);
    const first = (await engine.registry.resolveActive(algoKey))!.params.id === params.id ? tuned.id : params.id;
    return (turn) => (turn % 2 === 0 ? first : first === params.id ? tuned.id : params.id);
  }
  const seenBy = async ({ registry, info }: Engine) => {
    const [pair, [mastery]] = await Promise.all([registry.resolveActive('mastery'), info.getInfo()]);
    const isSame = mastery!.activeParams!.threshold === pair!.params.paramsJson.threshold;
    return isSame ? pair!.params.id : 'two answers, before and after a change';
  };

  it('is seen in the same process by the next resolve and info, however many others ask meanwhile', async () => {
    const [ids, othersIds] = [
      await turnsOf('mastery', { threshold: 0.8 }),
      await turnsOf('revision', { ease_factor: 3 }),
    ];
    const stale: number[] = [];
    let isOver = false;
    // Makes the process read anew all the time, so that something is always in flight when a change is committed.
    const disturb = async () => {
      for (let turn = 0; !isOver; turn += 1) await engine.registry.activateParams(othersIds(turn));
    };
    const ask = async () => {
      while (!isOver) {
        await engine.registry.resolveActive('mastery');
        await new Promise(setImmediate);
      }
    };
    const disturbances = [disturb(), ask(), ask()];

    for (let change = 0; change < scaled(1000, 150); change += 1) {
      await engine.registry.activateParams(ids(change));
      if ((await seenBy(engine)) !== ids(change)) stale.push(change);
    }
    isOver = true;
    await Promise.all(disturbances);

    expect(stale).toEqual([]);
  });

  it('is seen on another instance by all who ask when the time is over', async () => {
    const ids = await turnsOf('mastery', { threshold: 0.8 });
    const stale: { change: number; after: number }[] = [];

    for (let change = 0; change < scaled(200, 10); change += 1) {
      await seenBy(other);
      await engine.registry.activateParams(ids(change));
      const committed = performance.now();
      for (let isSeen = false; !isSeen;) {
        const after = performance.now() - committed;
        isSeen = (await seenBy(other)) === ids(change);
        if (!isSeen && after > MAX_AGE_MS) {
          stale.push({ change, after });
          break;
        }
      }
    }

    expect(stale).toEqual([]);
  });

  it('is seen in the same process when it is unknown whether it was committed', async () => {
    const ids = await turnsOf('mastery', { threshold: 0.8 });
    await other.registry.activateParams(ids(1));
    for (let change = 0; change < scaled(100, 10); change += 1) {
      await seenBy(other);
      proxy.breakNext(COMMIT, 'answer'); // it is committed, but that is not heard
      await expect(other.registry.activateParams(ids(change))).rejects.toBeInstanceOf(DatabaseUnavailableError);

      expect(await seenBy(other)).toBe(ids(change));
    }
  });

  it('grows old from the moment at which the database was asked, however long the answer takes', async () => {
    const logger = new StatementRecorder();
    const slow = await openEngine(proxy.url, { runs: { reaper: false } }, { logger });
    try {
      proxy.disturb({ delayMs: MAX_AGE_MS }); // more than that, there and back: only who asked for it may have it
      const { statements } = await logger.during(async () => {
        await slow.registry.resolveActive('mastery');
        await slow.registry.resolveActive('mastery');
      });
      expect(statements).toHaveLength(2);
    } finally {
      proxy.heal();
      await slow.app.close();
    }
  });

  it('keeps no caller waiting for a database that says nothing, before the time is over', async () => {
    const hour = 3_600_000;
    const patient = await openEngine(proxy.url, { registry: { maxAgeMs: hour } });
    const now = performance.now.bind(performance);
    const clock = jest.spyOn(performance, 'now');
    try {
      const before = await seenBy(patient);
      proxy.silence();
      const isLost = proxy.losing();
      clock.mockImplementation(() => now() + 0.6 * hour); // more than half of it: what is active is asked for in the background
      for (let n = 0; n < 1000; n += 1) expect(await seenBy(patient)).toBe(before);
      await isLost;
    } finally {
      clock.mockRestore();
      proxy.heal();
      await patient.app.close();
    }
  });

  it('is not known any more when the time is over and the database is away, and again when it is back', async () => {
    const failures: unknown[] = [];
    for (let round = 0; round < scaled(20, 2); round += 1) {
      await seenBy(other);
      proxy.cut();
      const cut = performance.now();
      for (let failure: unknown; !failure;) {
        const after = performance.now() - cut;
        failure = await seenBy(other).then(
          () => (after > MAX_AGE_MS ? `answered after ${after} ms` : undefined),
          (error: unknown) => error,
        );
        if (failure) failures.push(failure);
        else await new Promise(setImmediate);
      }
      proxy.heal();
      while (!(await seenBy(other).catch(() => undefined)));
    }

    expect(failures.filter((failure) => !(failure instanceof DatabaseUnavailableError))).toEqual([]);
    expect(failures.length).toBe(scaled(20, 2));
  });
});
