import { randomUUID } from 'node:crypto';
import { InvalidArgumentError, newRunId, RunNotFoundError, RunPurpose, RunQueries } from 'learning-engine';
import { createUser } from '../support/engine/factories.js';
import { useEngine } from '../support/engine/use-engine.js';

describe('what runs are for', () => {
  const engine = useEngine();
  const log = () => engine.app.get(RunQueries);
  let pair: { algoVersionId: string; paramsId: string };
  let userId: string;
  const runs = { live: newRunId(), shadow: newRunId(), verify: newRunId() };

  beforeAll(async () => {
    const { version, params } = (await engine.registry.resolveVersion('mastery', 'v1'))!;
    pair = { algoVersionId: version.id, paramsId: params.id };
    userId = (await createUser(engine.dataSource)).id;
    for (const [purpose, runId] of Object.entries(runs) as [RunPurpose, string][]) {
      const parentRunId = purpose === RunPurpose.LIVE ? undefined : runs.live;
      await engine.runs.logRunStart({ ...pair, runId, userId, purpose, parentRunId });
      await engine.runs.logRunSuccess(runId, { purpose });
    }
  });

  it('keeps the run beside which it was computed, and answers it for the same call again', async () => {
    const start = { ...pair, runId: runs.shadow, userId, purpose: RunPurpose.SHADOW, parentRunId: runs.live };
    expect(await engine.runs.logRunStart(start)).toMatchObject({ purpose: 'shadow', parentRunId: runs.live });
    await expect(engine.runs.logRunStart({ ...start, parentRunId: randomUUID() })).rejects.toMatchObject({
      code: 'RUN_ID_TAKEN',
    });
  });

  it('rejects a live run with a parent, and any other without', async () => {
    for (const wrong of [
      { purpose: RunPurpose.SHADOW },
      { parentRunId: runs.live },
      { purpose: 'copy' as RunPurpose, parentRunId: runs.live },
      { purpose: RunPurpose.VERIFY, parentRunId: 'x' },
    ]) {
      await expect(engine.runs.logRunStart({ ...pair, ...wrong })).rejects.toBeInstanceOf(InvalidArgumentError);
    }
    const change = (set: string) =>
      engine.dataSource.query(`UPDATE algo_runs SET ${set} WHERE id = $1`, [runs.live]).catch((error: Error) => error);
    expect(await change("purpose = 'shadow'")).toMatchObject({
      message: expect.stringMatching(/never changes/) as string,
    });
    expect(await change('parent_run_id = id')).toMatchObject({
      message: expect.stringMatching(/never changes/) as string,
    });
    const insert = (columns: string, values: string) =>
      engine.dataSource.query(
        `INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, ${columns})
         VALUES (gen_random_uuid(), $1, $2, 'api', 'RUNNING', ${values})`,
        [pair.algoVersionId, pair.paramsId],
      );
    await expect(insert('purpose', "'shadow'")).rejects.toThrow('ck_algo_runs_parent');
    await expect(insert('parent_run_id', 'gen_random_uuid()')).rejects.toThrow('ck_algo_runs_parent');
    await expect(insert('purpose, parent_run_id', "'copy', gen_random_uuid()")).rejects.toThrow('ck_algo_runs_purpose');
  });

  it('lists live runs, unless others are asked for', async () => {
    for (const filter of [{}, { algoKey: 'mastery' }, { userId }, { algoKey: 'mastery', version: 'v1' }]) {
      const ids = async (purpose?: RunPurpose) =>
        (await log().listRuns({ ...filter, purpose })).records.map(({ run }) => run.id);
      expect(await ids()).toEqual([runs.live]);
      for (const purpose of Object.values(RunPurpose)) expect(await ids(purpose)).toEqual([runs[purpose]]);
    }
    await expect(log().listRuns({ purpose: 'copy' as RunPurpose })).rejects.toBeInstanceOf(InvalidArgumentError);
  });

  it('shows a person the live run alone', async () => {
    expect((await log().getRun(runs.live, { userId })).run.id).toBe(runs.live);
    await expect(log().getRun(runs.shadow, { userId })).rejects.toBeInstanceOf(RunNotFoundError);
    expect((await log().getRun(runs.shadow)).run.parentRunId).toBe(runs.live);
  });

  it('counts live runs alone in statistics', async () => {
    const window = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 3_600_000) };
    expect(await log().getStatistics('mastery', window)).toMatchObject([{ version: 'v1', runs: 1, succeeded: 1 }]);
    expect(await log().getStatisticsOverTime('mastery', { ...window, by: 'hour' })).toMatchObject([{ runs: 1 }]);
  });

  it('finds runs of other purposes by an index of their own, and others in the order of the log', async () => {
    await engine.dataSource.query(
      `INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, started_at)
       SELECT gen_random_uuid(), $1, $2, 'nightly', 'RUNNING', clock_timestamp() - n * interval '1 minute'
       FROM generate_series(1, 5000) n`,
      [pair.algoVersionId, pair.paramsId],
    );
    await engine.dataSource.query('ANALYZE algo_runs');
    const plan = async (purpose: string) => {
      const rows = await engine.dataSource.query<Record<'QUERY PLAN', string>[]>(
        `EXPLAIN SELECT ctid, id, started_at FROM algo_runs WHERE ${purpose} ORDER BY started_at DESC, id DESC LIMIT 51`,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    expect(await plan("purpose <> 'live' AND purpose = 'shadow'")).toContain('ix_algo_runs_aside');
    expect(await plan("purpose = 'live'")).toContain('ix_algo_runs_started');
    expect(await plan("purpose = 'live'")).not.toContain('Sort');
  });
});
