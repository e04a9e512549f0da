import { InvalidArgumentError } from 'learning-engine';
import { FORMS_OF_RUNS, useTestDatabase } from '../support/database/test-database.js';
import { ended, type JobHost, openJobs } from '../support/engine/open-jobs.js';

const NUMBER = 2500;

/** $1 days ago, $2 status, $3 how many: runs with ids of that time. */
const INSERT = `
  INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, started_at, completed_at, output_summary_json)
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(n), 3, '0')
      || '8' || substr(md5(n::text), 1, 15))::uuid,
    algo_version_id, id, 'manual', $2::text, at, CASE WHEN $2::text = 'SUCCESS' THEN at + interval '1 second' END,
    CASE WHEN $2::text = 'SUCCESS' THEN '{}'::jsonb END
  FROM (SELECT id, algo_version_id, clock_timestamp() - $1::int * interval '1 day' AS at FROM algo_params LIMIT 1) AS set,
    generate_series(1, $3::int) AS n`;

describe.each(FORMS_OF_RUNS)('retention of runs %s', (form) => {
  const database = useTestDatabase(form);
  let host: JobHost;
  beforeAll(async () => {
    host = await openJobs(database.url, [], { pollMs: 20 });
    for (const row of [
      [100, 'SUCCESS', NUMBER],
      [100, 'RUNNING', 2],
      [40, 'SUCCESS', 3],
      [1, 'SUCCESS', 4],
    ]) {
      await host.dataSource.query(INSERT, row);
    }
  });
  afterAll(() => host?.app.close());

  const count = async () =>
    (await host.dataSource.query<{ n: number }[]>('SELECT count(*)::int AS n FROM algo_runs'))[0]!.n;
  const retire = (before: string) =>
    host.dataSource.query(`SELECT * FROM algo_retire_runs(${before}, '00000000-0000-0000-0000-000000000000', 10)`);

  it('removes runs that ended so long ago, and looks at no younger ones', async () => {
    const { id } = await host.jobs.enqueue(
      'runs.retention',
      { older_than_days: 60 },
      { reason: 'The rules say a year.' },
    );
    const job = await ended(host.jobs, id);
    expect(job).toMatchObject({
      status: 'SUCCESS',
      reason: 'The rules say a year.',
      progressDone: NUMBER + 2,
      result: {
        scanned: NUMBER + 2,
        retired: NUMBER,
        warning: expect.stringMatching(/^Runs of the last six months/) as string,
      },
    });
    expect(await count()).toBe(2 + 3 + 4);
  });

  it('needs a reason, and always keeps the last 30 days', async () => {
    await expect(host.jobs.enqueue('runs.retention', { older_than_days: 60 })).rejects.toThrow(
      new InvalidArgumentError('reason', 'is needed for runs.retention: say why'),
    );
    await expect(host.jobs.enqueue('runs.retention', { older_than_days: 29 }, { reason: 'Too soon' })).rejects.toThrow(
      'runs.retention.older_than_days must be an integer between 30 and 36500',
    );
    await expect(retire("clock_timestamp() - interval '29 days'")).rejects.toThrow('Runs of the last 30 days are kept');
    await expect(retire('NULL')).rejects.toThrow('Runs of the last 30 days are kept');
    await expect(retire("'infinity'")).rejects.toThrow('Runs of the last 30 days are kept');
  });

  it('of more years than there are removes nothing', async () => {
    const { id } = await host.jobs.enqueue('runs.retention', { older_than_days: 36_500 }, { reason: 'A century' });
    const { status, result } = await ended(host.jobs, id);
    expect({ status, result }).toEqual({
      ...{ status: 'SUCCESS', result: { before: expect.any(String) as string, scanned: 0, retired: 0 } },
    });
  });

  it('leaves the record closed to every other DELETE, in the same transaction, too', async () => {
    await expect(host.dataSource.query('DELETE FROM algo_runs')).rejects.toThrow('The record of runs is kept.');
    const after = host.dataSource.transaction(async (manager) => {
      await manager.query(
        "SELECT * FROM algo_retire_runs(clock_timestamp() - interval '60 days', gen_random_uuid(), 10)",
      );
      await manager.query('DELETE FROM algo_runs');
    });
    await expect(after).rejects.toThrow('The record of runs is kept.');
    expect(await count()).toBe(9);
  });

  it('removes what old sessions were pinned to, once no run of them is left', async () => {
    await host.dataSource.query(`
      WITH owner AS (INSERT INTO users (id) VALUES (gen_random_uuid()) RETURNING id),
      session AS (
        INSERT INTO test_sessions (id, user_id)
        SELECT ('00000000-0000-4000-8000-00000000000' || n)::uuid, id FROM owner, generate_series(1, 3) AS n RETURNING id)
      INSERT INTO session_pins (session_id, algo_key, activation_id, pinned_at)
      SELECT id, 'mastery', (SELECT max(id) FROM algo_activations WHERE algo_key = 'mastery'),
        clock_timestamp() - CASE WHEN id::text LIKE '%3' THEN 1 ELSE 100 END * interval '1 day' FROM session`);
    await host.dataSource.query(`
      INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, session_id)
      SELECT gen_random_uuid(), algo_version_id, id, 'manual', 'RUNNING', '00000000-0000-4000-8000-000000000002'
      FROM algo_params LIMIT 1`);
    const { id } = await host.jobs.enqueue('runs.retention', { older_than_days: 60 }, { reason: 'The rules.' });
    expect(await ended(host.jobs, id)).toMatchObject({ status: 'SUCCESS' });
    const left = await host.dataSource.query<object[]>(
      'SELECT right(session_id::text, 1) AS n FROM session_pins ORDER BY 1',
    );
    expect(left).toEqual([{ n: '2' }, { n: '3' }]);
  });

  it('removes at most 500 pins at a time, however many are old', async () => {
    await host.dataSource.query('DELETE FROM session_pins');
    await host.dataSource.query(
      `WITH owner AS (INSERT INTO users (id) VALUES (gen_random_uuid()) RETURNING id),
         session AS (
           INSERT INTO test_sessions (id, user_id) SELECT gen_random_uuid(), id FROM owner, generate_series(1, $1::int)
           RETURNING id)
       INSERT INTO session_pins (session_id, algo_key, activation_id, pinned_at)
       SELECT session.id, key, last.id, clock_timestamp() - interval '100 days'
       FROM session, unnest(ARRAY['mastery', 'adaptive']) AS key,
         (SELECT max(id) AS id FROM algo_activations WHERE algo_key = 'mastery') AS last`,
      [NUMBER],
    );
    for (const statement of [
      'CREATE TABLE removals (pins int NOT NULL)',
      `CREATE FUNCTION count_removed() RETURNS trigger LANGUAGE plpgsql AS
       'BEGIN INSERT INTO public.removals SELECT count(*) FROM gone; RETURN NULL; END'`,
      `CREATE TRIGGER count_removed AFTER DELETE ON session_pins REFERENCING OLD TABLE AS gone
       FOR EACH STATEMENT EXECUTE FUNCTION count_removed()`,
    ]) {
      await host.dataSource.query(statement);
    }
    const { id } = await host.jobs.enqueue('runs.retention', { older_than_days: 60 }, { reason: 'The rules.' });
    expect(await ended(host.jobs, id)).toMatchObject({ status: 'SUCCESS' });
    const removals = await host.dataSource.query<{ pins: number }[]>('SELECT pins FROM removals ORDER BY pins DESC');
    expect(removals.map(({ pins }) => pins)).toEqual([...Array.from({ length: 10 }, () => 500), 0]);
  });
});
