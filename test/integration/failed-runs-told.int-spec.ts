import { DatabaseRestoredError, EventsService, type FeedEvent, newRunId } from 'learning-engine';
import { until } from '../support/database/embedded-child.js';
import { FORMS_OF_RUNS } from '../support/database/test-database.js';
import { openEngine, urlOfEngine } from '../support/engine/open-engine.js';
import { openWebhooks } from '../support/engine/open-webhooks.js';
import { ProbeAlgorithm, seedProbe } from '../support/engine/probe-algorithm.js';
import { useEngine } from '../support/engine/use-engine.js';
import { useReceiver } from '../support/http/use-receiver.js';

const MANY = 40;

describe.each(FORMS_OF_RUNS)('events of runs that failed, kept %s', (form) => {
  const engine = useEngine({ algorithms: [ProbeAlgorithm], runs: { reaper: false } }, undefined, form);
  const receiver = useReceiver();
  let versionId: string;
  let after: string | undefined;
  beforeAll(async () => {
    versionId = (await seedProbe(engine)).id;
  });

  const start = async (more: { purpose?: 'shadow'; parentRunId?: string } = {}) => {
    const { version, params } = (await engine.registry.resolveActive('probe'))!;
    return engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id, trigger: 'submit', ...more });
  };
  const fail = async (errorCode?: string) => engine.runs.logRunFailure((await start()).id, 'no', { errorCode });
  /** As if a minute had passed. */
  const gathered = () => engine.dataSource.query("UPDATE run_failures SET failed_at = failed_at - interval '1 minute'");
  /** Each once, as soon as transactions of other databases let them through. */
  const told = async (runs: number): Promise<FeedEvent[]> => {
    const found: FeedEvent[] = [];
    await until(async () => {
      const { events, nextAfter } = await engine.app.get(EventsService).read({ after, limit: 200 });
      after = nextAfter;
      found.push(...events.filter(({ type }) => type === 'runs.failed'));
      return countOf(found) >= runs;
    });
    return found;
  };
  const countOf = (events: FeedEvent[]) => events.reduce((sum, { payload }) => sum + Number(payload.runs), 0);

  it('count them by version and code, once a minute, with the window in which the list of runs shows them', async () => {
    const failed = [await fail('NO'), await fail('OTHER'), await fail(), await fail('NO')];
    await engine.runs.logRunSuccess((await start()).id);
    const live = await start();
    const { id } = await start({ purpose: 'shadow', parentRunId: live.id });
    await engine.runs.logRunFailure(id, 'of a challenger', { errorCode: 'NO' });
    expect(await engine.runs.tellFailures()).toBe(0);

    await gathered();
    expect(await engine.runs.tellFailures()).toBe(4);
    expect(await engine.runs.tellFailures()).toBe(0);
    const events = await told(4);
    const window = (of: typeof failed) => ({
      started_from: of[0]!.startedAt.toISOString(),
      started_to: new Date(of.at(-1)!.startedAt.getTime() + 1).toISOString(),
    });
    const payload = { algo_version_id: versionId, version: 'v1' };
    expect(events.map(({ key, payload: counts }) => [key, counts])).toEqual([
      ['probe', { ...payload, error_code: 'NO', runs: 2, ...window([failed[0]!, failed[3]!]) }],
      ['probe', { ...payload, error_code: 'OTHER', runs: 1, ...window([failed[1]!]) }],
      ['probe', { ...payload, error_code: null, runs: 1, ...window([failed[2]!]) }],
    ]);
  });

  it('tell of abandoned runs, of those that are written once, as the runs of folds are, and of those that a transaction ends late', async () => {
    const stale = await start();
    await engine.dataSource.query("UPDATE algo_runs SET lease_expires_at = '2020-01-01' WHERE id = $1", [stale.id]);
    await engine.runs.reapStaleRuns();
    await engine.dataSource.query(
      `INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, completed_at, error_message, error_code)
       SELECT $1, algo_version_id, params_id, trigger, 'FAILED', clock_timestamp() + interval '1 s', 'no', 'FOLDED'
       FROM algo_runs WHERE id = $2`,
      [newRunId(), stale.id],
    );
    const late = await start();
    await engine.dataSource.transaction(async (manager) => {
      await engine.runs.logRunFailure(late.id, 'late', { errorCode: 'LATE', manager });
      await gathered();
      expect(await engine.runs.tellFailures()).toBe(2);
    });
    await gathered();
    expect(await engine.runs.tellFailures()).toBe(1);
    expect((await told(3)).map(({ payload }) => payload.error_code)).toEqual(['ABANDONED', 'FOLDED', 'LATE']);
  });

  it('count each run once, whichever processes tell of them while others fail', async () => {
    const other = await openEngine(urlOfEngine(engine), { runs: { reaper: false } });
    try {
      let isFailing = true;
      const failing = Promise.all(Array.from({ length: MANY }, () => fail('MANY'))).finally(() => (isFailing = false));
      const telling = [engine, other].map(async ({ runs }) => {
        for (let all = 0; ;) {
          const isLast = !isFailing;
          await gathered();
          all += await runs.tellFailures();
          if (isLast) return all;
        }
      });
      await failing;
      const [one, two] = await Promise.all(telling);
      expect(one! + two!).toBe(MANY);
      expect(countOf(await told(MANY))).toBe(MANY);
    } finally {
      await other.app.close();
    }
  });

  it('wait where the feed takes none, and are lost by no error', async () => {
    await fail('WAITS');
    await gathered();
    const epoch = (change: string) =>
      engine.dataSource.query(`SELECT setval('engine_events_epoch', last_value ${change} 1) FROM engine_events_epoch`);
    await epoch('-');
    await expect(engine.runs.tellFailures()).rejects.toBeInstanceOf(DatabaseRestoredError);
    await epoch('+');
    expect(await engine.runs.tellFailures()).toBe(1);
    expect(await told(1)).toMatchObject([{ payload: { error_code: 'WAITS', runs: 1 } }]);
  });

  it('come to a webhook', async () => {
    const host = await openWebhooks(urlOfEngine(engine), { key: 'ab'.repeat(32) });
    try {
      const given = { url: receiver.urlOf(), eventTypes: ['runs.failed' as const] };
      await host.webhooks.create(given, { reason: 'The operator looks at them' });
      await fail('HOOKED');
      await gathered();
      await engine.runs.tellFailures();
      const { content } = await receiver.until(({ content: { type } }) => type === 'runs.failed');
      expect(content).toMatchObject({ key: 'probe', data: { version: 'v1', error_code: 'HOOKED', runs: 1 } });
    } finally {
      await host.app.close();
    }
  });
});
