import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { migrating, serviceMigrations } from '../support/database/migrating.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { until } from '../support/database/embedded-child.js';

/** As the service's own connections: nothing of theirs may wait longer. */
const LIMITS = '-c lock_timeout=1000 -c statement_timeout=2000';

const START = `INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status)
  SELECT $1, v.id, p.id, 'api', 'RUNNING' FROM algo_versions v JOIN algo_params p ON p.algo_version_id = v.id
  WHERE v.version = 'v0' LIMIT 1`;
const END = "UPDATE algo_runs SET status = 'SUCCESS', completed_at = clock_timestamp() WHERE id = $1";

/** Reads what is active in another order than runs lock the tables. */
const READ =
  'SELECT count(*) FROM algo_params p JOIN algo_versions v ON v.id = p.algo_version_id JOIN algo_runs r ON true';

describe('a migration beside those who use the tables', () => {
  const database = useEmptyDatabase();
  const clients: Client[] = [];
  const connect = async () => {
    const client = new Client({ connectionString: database.url, options: LIMITS });
    clients.push(client);
    await client.connect();
    return client;
  };
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.end();
  });

  /** Starts and ends runs one after another until it is stopped, and returns how many; each must succeed. */
  const writeRuns = (client: Client) => {
    let isStopped = false;
    let count = 0;
    const work = (async () => {
      while (!isStopped) {
        const id = randomUUID();
        await client.query('BEGIN');
        await client.query(START, [id]);
        await client.query(END, [id]);
        await client.query('COMMIT');
        count += 1;
      }
      return count;
    })();
    work.catch(() => undefined);
    return {
      written: () => count,
      stop: () => {
        isStopped = true;
        return work;
      },
    };
  };

  /** A snapshot over all tables, as pg_dump holds it, which is given back when some runs were written in spite of it all. */
  const beside = async (work: () => Promise<unknown>) => {
    const writers = await Promise.all([connect(), connect()].map(async (client) => writeRuns(await client)));
    const reader = await connect();
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await reader.query(READ);
    const before = writers.map(({ written }) => written());
    let isThrough = false;
    const running = work().finally(() => (isThrough = true));
    running.catch(() => undefined);
    await until(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return isThrough || writers.every(({ written }, i) => written() > before[i]! + 20);
    });
    await reader.query('COMMIT');
    await running;
    for (const { stop } of writers) await stop();
  };

  const names = serviceMigrations.map(({ name }) => name);
  /** Before it there is nothing that a run could be written to. */
  const first = names.findIndex((name) => name.startsWith('SeedV0')) + 1;

  it.each(names.slice(first).map((name, i) => [name, first + i + 1] as const))(
    '%s keeps no run waiting and fails none, on its way up, down and up again',
    async (_name, count) => {
      await migrating(database.url, (dataSource) => dataSource.runMigrations(), count - 1);
      await migrating(
        database.url,
        async (dataSource) => {
          const logged = jest.spyOn(console, 'log').mockImplementation(); // TypeORM's word on each attempt
          await beside(() => dataSource.runMigrations());
          await beside(() => dataSource.undoLastMigration());
          await beside(() => dataSource.runMigrations());
          const done = await dataSource.query<{ name: string }[]>('SELECT name FROM migrations');
          expect(done).toHaveLength(count);
          logged.mockRestore();
        },
        count,
      );
    },
  );
});
