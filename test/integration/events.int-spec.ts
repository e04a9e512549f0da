import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { EventsService, FeedExpiredError, InvalidArgumentError } from 'learning-engine';
import { until } from '../support/database/embedded-child.js';
import { onServer } from '../support/database/own-database.js';
import { byHand } from '../support/engine/by-hand.js';
import { FeedReader } from '../support/engine/feed-readers.js';
import { diagnose } from '../support/engine/seeded-drifts.js';
import { useEngine } from '../support/engine/use-engine.js';

const CANARY = 'Ada Lovelace, ada@example.org';
const EVENT = {
  type: 'answers.recorded',
  key: 'learner-1',
  payload: { learner_id: randomUUID(), from_seq: 1, to_seq: 20 },
};

describe(EventsService.name, () => {
  const engine = useEngine({ runs: { reaper: false } });
  const hand = byHand(engine);
  const events = () => engine.app.get(EventsService);
  const sql = <T extends object>(text: string, values: unknown[] = []) => engine.dataSource.query<T[]>(text, values);
  const record = (event: object) =>
    engine.dataSource.transaction((manager) => events().record(manager, event as typeof EVENT));

  /** Events after those that were there, as soon as they are so many: other tests have transactions on the same server. */
  const following = async (count: number, work: () => Promise<unknown>) => {
    const [last] = await sql<{ cursor: string }>(
      "SELECT epoch || '.' || xid || '.' || id AS cursor FROM engine_events ORDER BY epoch DESC, xid DESC, id DESC LIMIT 1",
    );
    await work();
    return until(async () => {
      const page = await events().read({ after: last!.cursor });
      return page.events.length >= count && page.events;
    });
  };

  it('tells of every entry of the activation log, by its ids alone', async () => {
    const context = { reason: CANARY, actorUserId: randomUUID() };
    const { registry, params } = engine;
    const told = await following(6, async () => {
      const { id } = await registry.activateAlgoVersion('mastery', 'v1', context);
      const set = await params.createParams(id, { p_transit: 0.05 }, { createdByUserId: context.actorUserId });
      await registry.activateParams(set.id, context);
      await registry.rollback('mastery', context);
      const entry = await registry.retire('mastery', context);
      await registry.restore('mastery', { ...context, activationId: String(BigInt(entry.id) - 1n) });
      const runner = await hand.begin();
      await hand.activate(runner, 'mastery', 'v0');
      await runner.commitTransaction();
    });

    const entries = (await registry.getHistory('mastery')).reverse().slice(-6);
    expect(told).toEqual(
      entries.map(({ id, algoVersionId, paramsId }) => ({
        cursor: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
        tenant: 'default',
        type: 'algorithm.activated',
        key: 'mastery',
        payload: { activation_id: id, algo_version_id: algoVersionId, params_id: paramsId },
        recordedAt: expect.any(Date) as Date,
      })),
    );
    const rows = JSON.stringify(await sql('SELECT * FROM engine_events'));
    expect([CANARY, context.actorUserId, 'p_transit'].filter((text) => rows.includes(text))).toEqual([]);
  });

  it('tells of an activation by a role that may not write events, as a release before the feed has', async () => {
    const role = `old_service_${randomUUID().slice(0, 8)}`;
    await sql(`CREATE ROLE ${role}; GRANT SELECT, UPDATE ON algo_versions TO ${role};
      GRANT SELECT ON algo_params TO ${role}; GRANT SELECT, INSERT ON algo_activations TO ${role}`);
    const told = await following(1, async () => {
      const runner = await hand.begin();
      await runner.query(`SET LOCAL ROLE ${role}`);
      await hand.activate(runner, 'revision', 'v1');
      await runner.commitTransaction();
    });

    expect(told).toMatchObject([{ type: 'algorithm.activated', key: 'revision' }]);
    await sql(`DROP OWNED BY ${role}`);
    await onServer((client) => client.query(`DROP ROLE ${role}`));
  });

  it('records an event with the transaction of its caller', async () => {
    const told = await following(1, async () => {
      const undone = engine.dataSource.transaction(async (manager) => {
        await events().record(manager, EVENT);
        throw new Error('undone');
      });
      await expect(undone).rejects.toThrow('undone');
      await record({ ...EVENT, key: 'learner-2' });
    });

    expect(told).toMatchObject([{ ...EVENT, key: 'learner-2' }]);
  });

  it.each([
    ['type', { type: 'Answers recorded' }],
    ['type', { type: `a.${'b'.repeat(99)}` }],
    ['key', { key: CANARY }],
    ['payload', { payload: [1] }],
    ['payload', { payload: { [CANARY]: 1 } }],
    ['payload.name', { payload: { name: CANARY } }],
    ['payload.share', { payload: { share: 0.5 } }],
    ['payload.ids', { payload: { ids: ['a'] } }],
    ['payload.is_correct', { payload: { is_correct: true } }],
    ['payload', { payload: Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`n${n}`, 'x'.repeat(200)])) }],
  ])('rejects an event by its %s: %j', async (argument, part) => {
    const attempt = record({ ...EVENT, ...part });

    await expect(attempt).rejects.toBeInstanceOf(InvalidArgumentError);
    await expect(attempt).rejects.toMatchObject({ argument });
  });

  const INSERT = 'INSERT INTO engine_events';
  const insert = (payload: object, type = 'test.written') =>
    `${INSERT} (type, key, payload) VALUES ('${type}', 'k', '${JSON.stringify(payload)}')`;
  it.each<[string, string, string]>([
    ['a text that a person typed', insert({ name: CANARY }), 'ck_engine_events_payload'],
    ['a name that a person typed', insert({ [CANARY]: 1 }), 'ck_engine_events_payload'],
    ['a list', insert({ ids: ['a'] }), 'ck_engine_events_payload'],
    ['an answer', insert({ is_correct: true }), 'ck_engine_events_payload'],
    ['a fraction', insert({ share: 0.5 }), 'ck_engine_events_payload'],
    ['a type that is a sentence', insert({}, CANARY), 'ck_engine_events_type'],
    ['a transaction', `${INSERT} (xid, type, key, payload) VALUES ('1', 'a.b', 'k', '{}')`, 'engine_events_stamp'],
    ['an epoch', `${INSERT} (epoch, type, key, payload) VALUES (1, 'a.b', 'k', '{}')`, 'engine_events_stamp'],
    ['a time', `${INSERT} (recorded_at, type, key, payload) VALUES (now(), 'a.b', 'k', '{}')`, 'engine_events_stamp'],
    ['a change', "UPDATE engine_events SET key = 'k'", 'engine_events_append_only'],
    ['a deletion of what is recent', 'DELETE FROM engine_events', 'engine_events_keep_recent'],
    ['emptying the table', 'TRUNCATE engine_events', 'engine_events_no_truncate'],
  ])('is protected by the table, also from the owner: %s', async (_what, statement, constraint) => {
    await expect(sql(statement)).rejects.toMatchObject({ constraint });
  });

  it.each(['', '1.2', '1.2.3.4', 'a.b.c', '-1.2.3', '1.2.3 ', `1.${'9'.repeat(20)}.3`, 7])(
    'rejects %j as a cursor',
    async (after) => {
      await expect(events().read({ after: after as string })).rejects.toMatchObject({ argument: 'after' });
    },
  );

  it.each([0, 201, 1.5])('rejects a page of %d events', async (limit) => {
    await expect(events().read({ limit })).rejects.toMatchObject({ argument: 'limit' });
  });

  it('gives pages of any size, and goes on from a cursor', async () => {
    await following(9, async () => {
      for (let n = 0; n < 9; n += 1) await record({ ...EVENT, key: `page-${n}` });
    });
    const { events: all } = await events().read({ limit: 200 });
    const reader = new FeedReader(events());
    await reader.readOn();

    expect(all[0]).toMatchObject({ type: 'feed.opened', payload: {} });
    expect(reader.keys).toEqual(all.map(({ key }) => key));
    expect(await events().read({ after: reader.cursor })).toEqual({ events: [], nextAfter: reader.cursor });
    expect((await events().read({ after: all[2]!.cursor, limit: 1 })).events).toEqual([all[3]]);
    expect(await events().lastCursor()).toBe(all.at(-1)!.cursor);
  });

  it('removes old events as documented, and rejects cursors from before what is kept', async () => {
    const { events: before } = await events().read();
    await sql(`BEGIN; SET LOCAL session_replication_role = 'replica';
      UPDATE engine_events SET recorded_at = recorded_at - interval '40 days' WHERE key NOT LIKE 'page-%'; COMMIT`);
    const statement = /```sql\n(DELETE FROM engine_events[^`]*)```/.exec(readFileSync('docs/events.md', 'utf8'))![1]!;
    await sql(statement);
    await sql(statement); // again, there is nothing to do

    const { events: kept } = await events().read();
    const expected = before.filter(({ key }) => key.startsWith('page-'));
    expect(kept.slice(1)).toEqual(expected);
    expect(kept[0]).toMatchObject({ key: 'learner-2' }); // by which cursors are known to be complete
    expect((await events().read({ after: kept[0]!.cursor })).events).toEqual(expected);
    await expect(events().read({ after: before[0]!.cursor })).rejects.toBeInstanceOf(FeedExpiredError);
    expect(await diagnose(engine)).toEqual([]);
  });
});
