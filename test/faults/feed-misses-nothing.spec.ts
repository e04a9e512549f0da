import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { DatabaseRestoredError, EventsService } from 'learning-engine';
import { grantServiceRights } from '../../src/database/service-rights.js';
import { type Answer, EmbeddedSandbox, query, until } from '../support/database/embedded-child.js';
import { migrating } from '../support/database/migrating.js';
import { StartGate } from '../support/database/start-gate.js';
import { linesOf, startScript } from '../support/engine/engine-script.js';
import { FeedReader, ReaderById } from '../support/engine/feed-readers.js';
import { type Engine, openEngine } from '../support/engine/open-engine.js';
import { diagnose } from '../support/engine/seeded-drifts.js';
import { cleanEnv, script, Spawned } from '../support/processes/spawned.js';
import { scaled } from '../support/fault-scale.js';

const PROCESSES = scaled(6, 2);
const CONNECTIONS = scaled(6, 4);
const TRANSACTIONS = scaled(400, 20);

const WRITE = "INSERT INTO engine_events (type, key, payload) VALUES ('test.written', $1, '{}')";
const WITHOUT_TRIGGERS = "SET LOCAL session_replication_role = 'replica'";

/** As a dump has it. */
const DUMP = `SELECT json_build_object('events', (SELECT json_agg(e) FROM engine_events e),
  'epoch', (SELECT last_value FROM engine_events_epoch), 'id', (SELECT max(id) FROM engine_events)) AS dump`;

// Servers of their own: other tests have transactions, which all readers of a server wait for.
describe('the feed', () => {
  let sandbox: EmbeddedSandbox;
  let server: Answer;
  let engine: Engine;
  let events: EventsService;
  const clients: Client[] = [];
  const children: Spawned[] = [];

  const open = async (name: string): Promise<[Answer, Engine]> => {
    const opened = await sandbox.open('tool', `${sandbox.directory}-${name}`);
    await migrating(opened.ownerUrl, async (dataSource) => {
      await dataSource.runMigrations();
      await dataSource.underLock((queryRunner) => grantServiceRights(queryRunner, 'learning_service'));
    });
    return [opened, await openEngine(opened.url, { runs: { reaper: false } })];
  };
  const transaction = async (url = server.url) => {
    const client = new Client({ connectionString: url });
    clients.push(client);
    await client.connect();
    await client.query('BEGIN');
    return client;
  };

  beforeAll(async () => {
    sandbox = await EmbeddedSandbox.create();
    [server, engine] = await open('first');
    events = engine.app.get(EventsService);
  });
  afterAll(async () => {
    children.forEach((child) => child.signalGroup('SIGKILL'));
    for (const client of clients) await client.end();
    await engine?.app.close();
    await sandbox.remove();
  });

  it('has every committed event once, for a reader beside writers that take their time; a reader by id misses some', async () => {
    const feed = new FeedReader(events);
    const byId = new ReaderById(engine.dataSource);
    const slow = await transaction();
    await slow.query(WRITE, ['slow']);
    const gate = await StartGate.close(server.url);
    for (let n = 0; n < PROCESSES; n += 1) {
      children.push(startScript('write-events', server.url, `p${n}`, String(CONNECTIONS), String(TRANSACTIONS)));
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
    const { cursor } = await readAll(events);
    const slow = await transaction();
    await slow.query('SELECT pg_current_xact_id()');
    const superuser = await transaction(server.superuserUrl);
    await superuser.query(WITHOUT_TRIGGERS);
    await superuser.query(`INSERT INTO engine_events (epoch, xid, type, key, payload, recorded_at)
      SELECT last_value, pg_current_xact_id(), 'test.written', 'old', '{}', now() - interval '1 hour' FROM engine_events_epoch`);
    await superuser.query('COMMIT');
    await query(server.url, WRITE.replace('$1', "'new'"));

    expect(await events.read({ after: cursor })).toEqual({ events: [], nextAfter: cursor });
    expect(await events.lagSeconds()).toBeGreaterThan(3600);
    expect(await diagnose(engine)).toEqual(['FEED_HELD_BACK engine_events']);
    await slow.query('COMMIT');
    await until(async () => (await events.lagSeconds()) === 0);
    expect((await events.read({ after: cursor })).events.map(({ key }) => key)).toEqual(['old', 'new']);
    expect(await diagnose(engine)).toEqual([]);
  });

  it('goes on after a dump was restored, once an epoch is opened: readers miss nothing, wherever they were', async () => {
    await query(server.superuserUrl, USE_NUMBERS); // more than those of the new server
    await query(server.url, WRITE.replace('$1', "'before'"));
    const early = new FeedReader(events);
    early.cursor = (await events.read({ limit: 5 })).nextAfter;
    const all = await until(async () => {
      const reader = await readAll(events);
      return reader.keys.at(-1) === 'before' && reader;
    });
    const [{ dump } = { dump: {} }] = await query(server.url, DUMP);
    await query(server.url, WRITE.replace('$1', "'lost'"));
    const late = await until(async () => {
      const reader = await readAll(events);
      return reader.keys.at(-1) === 'lost' && reader;
    });

    const [restored, other] = await open('second');
    try {
      await load(restored.superuserUrl, JSON.stringify(dump));
      const feed = other.app.get(EventsService);
      const activate = () => other.registry.activateAlgoVersion('mastery', 'v1');
      expect(await diagnose(other)).toEqual(['FEED_RESTORED engine_events']);
      expect(await warningsOfABoot(restored.url)).toContainEqual(expect.stringContaining('learning-engine restored'));
      await expect(activate()).rejects.toBeInstanceOf(DatabaseRestoredError);
      const record = other.dataSource.transaction((manager) =>
        feed.record(manager, { type: 'test.written', key: 'too-soon' }),
      );
      await expect(record).rejects.toBeInstanceOf(DatabaseRestoredError);
      await expect(feed.read({ after: late.cursor })).rejects.toBeInstanceOf(DatabaseRestoredError);

      expect(await restoredCommand(restored.url)).toMatchObject({
        code: 1,
        text: expect.stringContaining('owner') as string,
      });
      const { code, text } = await restoredCommand(restored.ownerUrl);
      const { epoch } = JSON.parse(text) as { epoch: string };
      expect(code).toBe(0);
      await activate();
      await query(restored.url, WRITE.replace('$1', "'after'"));

      const since = [epoch, 'mastery', 'after'];
      const readers = [undefined, early.cursor, all.cursor, late.cursor].map((cursor) => new FeedReader(feed, cursor));
      await until(async () => {
        for (const reader of readers) await reader.readOn();
        return readers.every(({ keys }) => keys.at(-1) === 'after');
      });
      expect(readers.map(({ keys }) => keys)).toEqual([
        [...all.keys, ...since],
        [...all.keys.slice(5), ...since],
        since,
        since,
      ]);
      expect(await diagnose(other)).toEqual([]);
    } finally {
      await other.app.close();
    }
  });
});

const USE_NUMBERS = 'DO $$ BEGIN FOR n IN 1..1000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$';

/** As pg_restore does it: rows and numbers as they were, before there are triggers. */
const load = (url: string, dump: string) =>
  query(
    url,
    `BEGIN; ${WITHOUT_TRIGGERS}; DELETE FROM engine_events;
     INSERT INTO engine_events OVERRIDING SYSTEM VALUE
       SELECT e.* FROM json_populate_recordset(NULL::engine_events, '${dump}'::json->'events') AS e;
     SELECT setval('engine_events_epoch', ('${dump}'::json->>'epoch')::bigint), setval('engine_events_id_seq', ('${dump}'::json->>'id')::bigint);
     COMMIT`,
  );

const readAll = async (events: EventsService) => {
  const reader = new FeedReader(events);
  await reader.readOn();
  return reader;
};

async function warningsOfABoot(url: string): Promise<string[]> {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  try {
    await (await openEngine(url)).app.close();
    return warn.mock.calls.map(([message]) => String(message));
  } finally {
    warn.mockRestore();
  }
}

async function restoredCommand(url: string): Promise<{ code: number | null; text: string }> {
  const command = [...script('src/learning-engine/cli/bin.ts'), 'restored', '--json'];
  const child = Spawned.run(process.execPath, command, cleanEnv({ DATABASE_URL: url }));
  return { code: await child.end(), text: child.stdout };
}
