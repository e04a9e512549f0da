import { DatabaseRestoredError } from 'learning-engine';
import { EmbeddedSandbox, query, until } from '../support/database/embedded-child.js';
import { StartGate } from '../support/database/start-gate.js';
import { linesOf, startScript } from '../support/engine/engine-script.js';
import { FeedReader, ReaderById } from '../support/engine/feed-readers.js';
import { FeedServer } from '../support/engine/feed-server.js';
import { diagnose } from '../support/engine/seeded-drifts.js';
import { type Spawned } from '../support/processes/spawned.js';
import { scaled } from '../support/fault-scale.js';

const PROCESSES = scaled(6, 2);
const CONNECTIONS = scaled(6, 4);
const TRANSACTIONS = scaled(400, 20);

const USE_NUMBERS = 'DO $$ BEGIN FOR n IN 1..1000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$';
const WAITING = "SELECT FROM pg_locks WHERE relation = 'engine_events'::regclass AND NOT granted";

describe('the feed', () => {
  let sandbox: EmbeddedSandbox;
  let server: FeedServer;
  const children: Spawned[] = [];

  beforeAll(async () => {
    sandbox = await EmbeddedSandbox.create();
    server = await FeedServer.open(sandbox, 'first');
  });
  afterAll(async () => {
    children.forEach((child) => child.signalGroup('SIGKILL'));
    await server?.close();
    await sandbox.remove();
  });

  it('has every committed event once, for a reader beside writers that take their time; a reader by id misses some', async () => {
    const feed = new FeedReader(server.events);
    const byId = new ReaderById(server.engine.dataSource);
    const slow = await server.begin();
    await server.write('slow', slow);
    const gate = await StartGate.close(server.urls.url);
    for (let n = 0; n < PROCESSES; n += 1) {
      children.push(startScript('write-events', server.urls.url, `p${n}`, String(CONNECTIONS), String(TRANSACTIONS)));
    }
    await gate.openFor(PROCESSES);
    let isWriting = true;
    let isSlow = true;
    const ended = Promise.all(children.map((child) => child.end())).finally(() => (isWriting = false));
    while (isWriting) {
      await feed.readOn();
      await byId.readOn();
      if (isSlow && byId.keys.some((key) => key.startsWith('p'))) isSlow = !(await slow.query('COMMIT'));
    }
    await ended;
    await byId.readOn();

    expect(children.map(({ stderr }) => stderr)).toEqual(Array(PROCESSES).fill(''));
    const committed = ['slow', ...children.flatMap((child) => linesOf<string[]>(child).flat())];
    await until(async () => {
      await feed.readOn();
      return feed.keys.length > committed.length; // and the one that opened the epoch
    });
    expect(feed.keys.slice(1).sort()).toEqual(committed.sort());
    expect(committed.length).toBeGreaterThan(PROCESSES * CONNECTIONS * TRANSACTIONS * 0.8);
    expect(byId.keys).not.toContain('slow');
    expect(committed.filter((key) => !byId.keys.includes(key)).length).toBeGreaterThan(1);
  });

  it('lets readers wait for a transaction that is open, says for how long, and finds it when it is long', async () => {
    const { engine, events } = server;
    await server.write('last');
    const { cursor } = await server.readTo('last');
    const slow = await server.begin();
    const superuser = await server.begin({ url: server.urls.superuserUrl });
    await superuser.query("SET LOCAL session_replication_role = 'replica'");
    await superuser.query(`INSERT INTO engine_events (epoch, xid, type, key, payload, recorded_at)
      SELECT last_value, pg_current_xact_id(), 'test.written', 'old', '{}', now() - interval '1 hour' FROM engine_events_epoch`);
    await superuser.query('COMMIT');
    await server.write('new');

    expect(await events.read({ after: cursor })).toEqual({ events: [], nextAfter: cursor });
    expect(await events.lagSeconds()).toBeGreaterThan(3600);
    expect(await diagnose(engine)).toEqual(['FEED_HELD_BACK engine_events']);
    await slow.query('COMMIT');
    await until(async () => (await events.lagSeconds()) === 0);
    expect((await events.read({ after: cursor })).events.map(({ key }) => key)).toEqual(['old', 'new']);
    expect(await diagnose(engine)).toEqual([]);
  });

  it('opens an epoch for all that is written from then on, and waits for what transactions have written before', async () => {
    await server.write('sure');
    const before = await server.readTo('sure');
    const [writing, early, frozen] = [
      await server.begin(),
      await server.begin(),
      await server.begin({ isolation: 'REPEATABLE READ' }),
    ];
    await server.write('of-before', writing);
    const opening = server.openEpoch();
    await until(async () => (await query(server.urls.superuserUrl, WAITING)).length > 0);
    await writing.query('COMMIT');
    const { epoch } = await opening;
    for (const client of [early, frozen]) {
      await server.write('of-after', client);
      await client.query('COMMIT');
    }
    await server.write('last');

    const { keys } = await server.readTo('last');
    expect(keys).toEqual([...before.keys, 'of-before', 'of-after', 'of-after', epoch, 'last']);
  });

  it('goes on after a dump was restored, once an epoch is opened: readers miss nothing, wherever they were', async () => {
    await query(server.urls.url, USE_NUMBERS); // more than those of the new server
    await server.write('in-dump');
    const early = (await server.events.read({ limit: 5 })).nextAfter;
    const all = await server.readTo('in-dump');
    const dump = await server.dump();
    await server.openEpoch(); // which the dump does not know
    await server.write('lost');
    const late = await server.readTo('lost');

    const other = await FeedServer.open(sandbox, 'second');
    try {
      await other.load(dump);
      const activate = () => other.engine.registry.activateAlgoVersion('mastery', 'v1');
      expect(await diagnose(other.engine)).toEqual(['FEED_RESTORED engine_events']);
      expect(await other.warningsOfABoot()).toContainEqual(expect.stringContaining('"learning-engine restored"'));
      await expect(activate()).rejects.toBeInstanceOf(DatabaseRestoredError);
      const recording = other.engine.dataSource.transaction((manager) =>
        other.events.record(manager, { type: 'test.written', key: 'too-soon' }),
      );
      await expect(recording).rejects.toBeInstanceOf(DatabaseRestoredError);
      for (const { cursor } of [all, late]) {
        await expect(other.events.read({ after: cursor })).rejects.toBeInstanceOf(DatabaseRestoredError);
      }
      const rejected = await other.openEpoch(other.urls.url);
      expect(rejected).toMatchObject({ code: 1, text: expect.stringContaining('owner') as string });

      const { code, epoch } = await other.openEpoch();
      expect(code).toBe(0);
      await activate();
      await other.write('new');
      const since = [epoch, 'mastery', 'new'];
      const readers = [undefined, early, all.cursor, late.cursor].map((cursor) => new FeedReader(other.events, cursor));
      await until(async () => {
        for (const reader of readers) await reader.readOn();
        return readers.every(({ keys }) => keys.at(-1) === 'new');
      });
      const expected = [[...all.keys, ...since], [...all.keys.slice(5), ...since], since, since];
      expect(readers.map(({ keys }) => keys)).toEqual(expected);
      expect(await diagnose(other.engine)).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
