import { randomUUID } from 'node:crypto';
import { AlgoRun } from 'learning-engine/persistence';
import { createSession, createUser } from '../support/engine/factories.js';
import { useEngine } from '../support/engine/use-engine.js';

describe('run-log indexes', () => {
  const engine = useEngine();
  let userId: string;
  let sessionId: string;
  let algoVersionId: string;

  beforeAll(async () => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    algoVersionId = version.id;
    userId = (await createUser(engine.dataSource)).id;
    sessionId = (await createSession(engine.dataSource, userId)).id;
    for (let i = 0; i < 5; i += 1) {
      await engine.runs.logRunStart({ algoVersionId, paramsId: params.id, userId, sessionId });
    }
    // Enough runs of others that reading the whole table would be the wrong plan.
    await engine.dataSource.query(
      `INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, started_at)
       SELECT gen_random_uuid(), p.algo_version_id, p.id, 'nightly', 'RUNNING', clock_timestamp() - n * interval '1 minute'
       FROM algo_params p JOIN algo_versions v ON v.id = p.algo_version_id AND v.algo_key <> 'mastery', generate_series(1, 1000) n`,
    );
    await engine.dataSource.query('ANALYZE algo_runs');
  });

  const plan = async (condition: string, parameters: unknown[], order = '') => {
    const rows = await engine.dataSource.query<Record<'QUERY PLAN', string>[]>(
      `EXPLAIN SELECT * FROM algo_runs WHERE ${condition} ${order}`,
      parameters,
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };

  it('finds the runs of one user among many', async () => {
    const runs = await engine.dataSource.manager.find(AlgoRun, { where: { userId }, order: { startedAt: 'DESC' } });

    expect(runs).toHaveLength(5);
    expect(runs.every((run) => run.userId === userId)).toBe(true);
  });

  it('uses (user_id, started_at) for the runs of a user in a window', async () => {
    const text = await plan("user_id = $1 AND started_at > now() - interval '1 day'", [userId], 'ORDER BY started_at');

    expect(text).toContain('ix_algo_runs_user_started');
    expect(text).not.toContain('Seq Scan');
    expect(text).not.toContain('Sort');
  });

  it('uses (algo_version_id, started_at) for the runs of a version in a window', async () => {
    const text = await plan("algo_version_id = $1 AND started_at > now() - interval '1 hour'", [algoVersionId]);

    expect(text).toContain('ix_algo_runs_version_started');
    expect(text).not.toContain('Seq Scan');
  });

  it('uses (session_id) for the runs of a session', async () => {
    expect(await plan('session_id = $1', [sessionId])).toContain('ix_algo_runs_session');
    expect(await plan('session_id = $1', [randomUUID()])).not.toContain('Seq Scan');
  });

  it('has the five indexes of the specification', async () => {
    const indexes = await engine.dataSource.query<{ name: string; columns: string }[]>(
      `SELECT c.relname AS name, string_agg(a.attname, ', ' ORDER BY k.position) AS columns
       FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       CROSS JOIN unnest(i.indkey::int[]) WITH ORDINALITY AS k (attribute, position)
       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attribute
       WHERE i.indrelid::regclass::text IN ('algo_versions', 'algo_params', 'algo_runs')
         AND c.relname LIKE 'ix%' AND NOT i.indisunique AND i.indpred IS NULL GROUP BY 1 ORDER BY 1`,
    );

    const specified = [
      { name: 'ix_algo_params_version_active', columns: 'algo_version_id, is_active' },
      { name: 'ix_algo_runs_session', columns: 'session_id' },
      { name: 'ix_algo_runs_user_started', columns: 'user_id, started_at' },
      { name: 'ix_algo_runs_version_started', columns: 'algo_version_id, started_at' },
      { name: 'ix_algo_versions_key_status', columns: 'algo_key, status' },
    ];
    expect(indexes).toEqual(expect.arrayContaining(specified));
  });
});
