import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { EventsService } from 'learning-engine';
import { grantServiceRights } from '../../../src/database/service-rights.js';
import { type Answer, type EmbeddedSandbox, query, until } from '../database/embedded-child.js';
import { migrating } from '../database/migrating.js';
import { cleanEnv, script, Spawned } from '../processes/spawned.js';
import { FeedReader } from './feed-readers.js';
import { type Engine, openEngine } from './open-engine.js';

const WRITE = "INSERT INTO engine_events (type, key, payload) VALUES ('test.written', $1, '{}')";

/** What a dump has of the feed. */
const DUMP = `SELECT json_build_object('events', (SELECT json_agg(e) FROM engine_events e),
  'epoch', (SELECT last_value FROM engine_events_epoch), 'id', (SELECT max(id) FROM engine_events))::text AS dump`;

/** As pg_restore does it: rows and numbers as they were, before there are triggers. */
const load = (dump: string) => `
  BEGIN; SET LOCAL session_replication_role = 'replica'; DELETE FROM engine_events;
  INSERT INTO engine_events OVERRIDING SYSTEM VALUE
    SELECT e.* FROM json_populate_recordset(NULL::engine_events, '${dump}'::json->'events') AS e;
  SELECT setval('engine_events_epoch', ('${dump}'::json->>'epoch')::bigint),
    setval('engine_events_id_seq', ('${dump}'::json->>'id')::bigint);
  COMMIT`;

/** A server of its own with an engine: on one that others use, readers of the feed wait for their transactions. */
export class FeedServer {
  private readonly clients: Client[] = [];

  private constructor(
    readonly urls: Answer,
    readonly engine: Engine,
  ) {}

  static async open(sandbox: EmbeddedSandbox, name: string): Promise<FeedServer> {
    const urls = await sandbox.open('tool', `${sandbox.directory}-${name}`);
    await migrating(urls.ownerUrl, async (dataSource) => {
      await dataSource.runMigrations();
      await dataSource.underLock((queryRunner) => grantServiceRights(queryRunner, 'learning_service'));
    });
    return new FeedServer(urls, await openEngine(urls.url, { runs: { reaper: false } }));
  }

  get events(): EventsService {
    return this.engine.app.get(EventsService);
  }

  /** A transaction of another process, which ends when the test says so. */
  async begin({ url = this.urls.url, isolation = 'READ COMMITTED' } = {}): Promise<Client> {
    const client = new Client({ connectionString: url });
    this.clients.push(client);
    await client.connect();
    await client.query(`BEGIN ISOLATION LEVEL ${isolation}`);
    await client.query('SELECT pg_current_xact_id()');
    return client;
  }

  /** @param within a transaction; else the event has one of its own */
  async write(key: string, within?: Client): Promise<void> {
    if (within) await within.query(WRITE, [key]);
    else await query(this.urls.url, WRITE.replace('$1', `'${key}'`));
  }

  /** A reader from the first event on, as soon as it has come to that one. */
  readTo(key: string): Promise<FeedReader> {
    return until(async () => {
      const reader = new FeedReader(this.events);
      await reader.readOn();
      return reader.keys.at(-1) === key && reader;
    });
  }

  async dump(): Promise<string> {
    const [row] = await query(this.urls.url, DUMP);
    return String(row!.dump);
  }

  async load(dump: string): Promise<void> {
    await query(this.urls.superuserUrl, load(dump));
  }

  /** `learning-engine restored --json`, as a process. */
  async openEpoch(url = this.urls.ownerUrl): Promise<{ code: number | null; text: string; epoch?: string }> {
    const command = [...script('src/learning-engine/cli/bin.ts'), 'restored', '--json'];
    const child = Spawned.run(process.execPath, command, cleanEnv({ DATABASE_URL: url }));
    const code = await child.end();
    return { code, text: child.stdout, ...(JSON.parse(child.stdout) as { epoch?: string }) };
  }

  /** Of another process, when it boots. */
  async warningsOfABoot(): Promise<string[]> {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    try {
      await (await openEngine(this.urls.url)).app.close();
      return warn.mock.calls.map(([message]) => String(message));
    } finally {
      warn.mockRestore();
    }
  }

  async close(): Promise<void> {
    for (const client of this.clients) await client.end();
    await this.engine.app.close();
  }
}
