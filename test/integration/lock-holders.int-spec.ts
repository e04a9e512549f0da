import { type LoggerService } from '@nestjs/common';
import { Client } from 'pg';
import { type DatabaseUnavailableError } from 'learning-engine';
import { connectionLimits } from 'learning-engine/persistence';
import { until } from '../support/database/embedded-child.js';
import { openEngine, urlOfEngine } from '../support/engine/open-engine.js';
import { useEngine } from '../support/engine/use-engine.js';
import { someAdmin } from '../support/http/api-client.js';
import { bearer, testEnv, useService } from '../support/http/use-service.js';
import { DataSource } from 'typeorm';

const LOCK = "hashtextextended('learning:public:mastery', 0)";
const HOLDS = {
  'the lock of the key for its transaction': `BEGIN; SELECT pg_advisory_xact_lock(${LOCK})`,
  'the lock of the key for its session': `SELECT pg_advisory_lock(${LOCK})`,
  'the lock that marks a transaction with an entry': `SELECT pg_advisory_lock(hashtextextended('learning:public:mastery', 1))`,
  'the rows of versions': 'BEGIN; SELECT FROM algo_versions FOR UPDATE',
};

const SEARCHING = `SELECT FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%pg_blocking_pids%'`;

/** Work beside another session that was sent a statement before. */
async function besideHolder<T>(url: string, statement: string, work: (pid: number) => Promise<T>): Promise<T> {
  const holder = new Client({ connectionString: url, application_name: 'psql of an operator' });
  await holder.connect();
  try {
    await holder.query(statement);
    const { rows } = await holder.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    return await work(rows[0]!.pid);
  } finally {
    await holder.end();
  }
}

describe('the error of a call that did not get a lock', () => {
  // A host with a short limit: changes are tried four times.
  const engine = useEngine({ runs: { reaper: false } }, { extra: { ...connectionLimits, lock_timeout: 250 } });
  const failureOf = (call: Promise<unknown>) =>
    call.then(
      () => undefined,
      (error: unknown) => error as DatabaseUnavailableError,
    );
  const expectNamed = (failure: DatabaseUnavailableError | undefined, pid: number) => {
    expect(failure).toMatchObject({ outcome: 'not-done' });
    // Not the calls of the engine that wait for it themselves.
    expect(failure!.holders).toEqual([{ pid, name: 'psql of an operator' }]);
    expect(failure!.message).toContain(`backend pid ${pid} ("psql of an operator")`);
  };

  it.each(Object.entries(HOLDS))('names the session that holds %s, for changes of all kinds', async (_, statement) => {
    await besideHolder(urlOfEngine(engine), statement, async (pid) => {
      const failures = await Promise.all([
        failureOf(engine.registry.activateAlgoVersion('mastery', 'v1')),
        failureOf(engine.registry.retire('mastery')),
      ]);
      for (const failure of failures) expectNamed(failure, pid);
    });
    expect(await engine.registry.getActiveAlgoVersion('mastery')).toMatchObject({ version: 'v0' });
  });

  it('names the session that holds the row of a version, for starts of runs and new parameter sets', async () => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    const start = () => engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });
    const create = () => engine.params.createParams(version.id, { threshold: 0.77 });
    await besideHolder(urlOfEngine(engine), HOLDS['the rows of versions'], async (pid) => {
      for (const failure of await Promise.all([start(), start(), create()].map(failureOf))) expectNamed(failure, pid);
    });
    expect(await start()).toMatchObject({ status: 'RUNNING' });
  });

  it('names the session that changed a version, also when a run of it has started since', async () => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    await besideHolder(
      urlOfEngine(engine),
      `BEGIN; UPDATE algo_versions SET description = 'draft' WHERE id = '${version.id}'`,
      async (pid) => {
        await engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });
        expectNamed(await failureOf(engine.registry.activateAlgoVersion('mastery', 'v1')), pid);
      },
    );
  });

  it('names the session also where the host limits the statement and not the lock', async () => {
    const host = await openEngine(urlOfEngine(engine), {}, { extra: { statement_timeout: 300 } });
    try {
      await besideHolder(urlOfEngine(engine), HOLDS['the lock of the key for its transaction'], async (pid) => {
        const failure = await failureOf(host.registry.activateAlgoVersion('mastery', 'v1'));
        expectNamed(failure, pid);
        expect(failure).toMatchObject({ failure: 'overload' });
      });
    } finally {
      await host.app.close();
    }
  });

  it('names the session that the holder of the lock waits for itself', async () => {
    await besideHolder(urlOfEngine(engine), 'SELECT pg_advisory_lock(1)', async (pid) => {
      const between = new Client(urlOfEngine(engine));
      await between.connect();
      await between.query(`BEGIN; SELECT pg_advisory_xact_lock(${LOCK})`);
      between.query('SELECT pg_advisory_xact_lock(1)').catch(() => undefined); // until it is ended
      try {
        expectNamed(await failureOf(engine.registry.activateAlgoVersion('mastery', 'v1')), pid);
      } finally {
        await between.end();
      }
    });
  });

  it('names none of those that only pass by', async () => {
    const keys = ['adaptive', 'difficulty', 'mistakes', 'revision'];
    const others = keys.map(() => new Client(urlOfEngine(engine)));
    await Promise.all(others.map((other) => other.connect()));
    let isDone = false;
    const passBy = async (other: Client, n: number) => {
      const rows = `SELECT FROM algo_versions WHERE algo_key = '${keys[n]}' FOR UPDATE`;
      while (!isDone) await other.query(`BEGIN; ${rows}; SELECT pg_sleep(0.005); COMMIT`);
    };
    const passing = others.map(passBy);
    try {
      await besideHolder(urlOfEngine(engine), HOLDS['the lock of the key for its session'], async (pid) => {
        expectNamed(await failureOf(engine.registry.activateAlgoVersion('mastery', 'v1')), pid);
      });
    } finally {
      isDone = true;
      await Promise.all(passing);
      await Promise.all(others.map((other) => other.end()));
    }
  });

  it('does not come late to a caller who gives up while the holders are looked for', async () => {
    const { version } = (await engine.registry.resolveActive('mastery'))!;
    // The search has to wait as well.
    await besideHolder(urlOfEngine(engine), 'BEGIN; LOCK algo_params IN ACCESS EXCLUSIVE MODE', async () => {
      const caller = new AbortController();
      const creating = engine.params.createParams(version.id, { threshold: 0.78 }, { signal: caller.signal });
      const failure = failureOf(creating);
      await until(async () => (await engine.dataSource.query<unknown[]>(SEARCHING)).length > 0);
      caller.abort();
      expect(await failure).toMatchObject({ code: 'CALL_ABORTED', outcome: 'not-done' });
    });
  });

  it('is the first failure all the same where the holders cannot be looked for', async () => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    // No row of a version can be referred to, and none be looked at.
    const failure = await besideHolder(urlOfEngine(engine), 'BEGIN; LOCK algo_versions IN ACCESS EXCLUSIVE MODE', () =>
      failureOf(engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id })),
    );
    expect(failure).toMatchObject({ code: 'DATABASE_UNAVAILABLE', failure: 'conflict', holders: [] });
  });
});

describe('the answer to a change that did not get a lock', () => {
  const lines: unknown[] = [];
  const note = (line: unknown) => void lines.push(line);
  const logger: LoggerService = { log: note, warn: note, error: note };
  const service = useService(testEnv, { logger });

  it('does not name sessions of the database: the log does', async () => {
    const { url } = service.app.get(DataSource).options as unknown as { url: string };
    await besideHolder(url, HOLDS['the lock of the key for its session'], async (pid) => {
      const response = await service
        .request()
        .post('/v1/learning/algorithms/mastery/versions/v1/activate')
        .set('Authorization', bearer(someAdmin))
        .send({ reason: 'to be rejected' })
        .expect(503);

      expect(response.text).not.toMatch(/pid|psql/);
      expect(lines.join('\n')).toContain(`backend pid ${pid} ("psql of an operator")`);
    });
  });
});
