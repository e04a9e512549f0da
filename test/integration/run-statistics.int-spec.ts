import { RunQueries } from 'learning-engine';
import { FORMS_OF_RUNS } from '../support/database/test-database.js';
import { useEngine } from '../support/engine/use-engine.js';

describe.each(FORMS_OF_RUNS)(`${RunQueries.name}: statistics, runs %s`, (form) => {
  const engine = useEngine(undefined, undefined, form);
  const log = () => engine.app.get(RunQueries);

  it('counts runs, failures and durations of each version in the window', async () => {
    const [v0, v1] = await Promise.all(['v0', 'v1'].map((name) => engine.registry.resolveVersion('adaptive', name)));
    const insert = (pair: typeof v0, status: string, ms: number | null, at = '2026-03-01T12:00:00Z', code?: string) =>
      engine.dataSource.query(
        `INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, started_at, completed_at, error_message, error_code)
         VALUES (gen_random_uuid(), $1, $2, 'api', $3, $4, $4::timestamptz + $5 * interval '1 millisecond', $6, $7)`,
        [pair!.version.id, pair!.params.id, status, at, ms, status === 'FAILED' ? 'x' : null, code],
      );
    for (const ms of [10, 20, 30, 40]) await insert(v1, 'SUCCESS', ms);
    await insert(v1, 'FAILED', 5000);
    await insert(v1, 'RUNNING', null);
    // What callers send wrongly says nothing of the version.
    for (let n = 0; n < 10; n += 1) await insert(v1, 'FAILED', 1, undefined, 'INVALID_INPUT');
    await insert(v1, 'SUCCESS', 90_000, '2026-03-02T00:00:00Z');
    await insert(v0, 'FAILED', 1);
    const window = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-03-02T00:00:00Z') };

    expect(await log().getStatistics('adaptive', window)).toEqual([
      {
        version: 'v0',
        runs: 1,
        succeeded: 0,
        failed: 1,
        invalidInputs: 0,
        running: 0,
        failureRate: 1,
        p50Ms: null,
        p95Ms: null,
      },
      {
        version: 'v1',
        runs: 16,
        succeeded: 4,
        failed: 1,
        invalidInputs: 10,
        running: 1,
        failureRate: 0.2,
        p50Ms: 25,
        p95Ms: 38.5,
      },
    ]);
    expect(await log().getStatistics('unknown', window)).toEqual([]);
  });

  it('does so for each hour or day from the beginning of the window on, and leaves out those without runs', async () => {
    const [v0, v1] = await Promise.all(['v0', 'v1'].map((name) => engine.registry.resolveVersion('difficulty', name)));
    const insert = (pair: typeof v0, status: string, at: string, ms = 10) =>
      engine.dataSource.query(
        `INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, started_at, completed_at, error_message)
         VALUES (gen_random_uuid(), $1, $2, 'api', $3, $4, $4::timestamptz + $5 * interval '1 millisecond', $6)`,
        [pair!.version.id, pair!.params.id, status, at, ms, status === 'FAILED' ? 'x' : null],
      );
    const window = { from: new Date('2026-03-28T23:30:00.001Z'), to: new Date('2026-03-30T23:30:00Z') };
    await insert(v1, 'SUCCESS', '2026-03-28T23:30:00.000999Z'); // before the window
    await insert(v1, 'SUCCESS', '2026-03-28T23:30:00.001Z', 20);
    await insert(v1, 'SUCCESS', '2026-03-29T00:30:00.000999Z', 40);
    await insert(v1, 'FAILED', '2026-03-29T00:30:00.001Z');
    await insert(v0, 'SUCCESS', '2026-03-29T00:30:00.001Z');
    await insert(v1, 'SUCCESS', '2026-03-30T23:29:59.999999Z'); // the last microsecond
    const over = async (by: 'hour' | 'day') =>
      (await log().getStatisticsOverTime('difficulty', { ...window, by })).map((one) => [
        one.from.toISOString(),
        ...[one.version, one.runs, one.succeeded, one.failed, one.failureRate, one.p50Ms, one.p95Ms],
      ]);

    expect(await over('hour')).toEqual([
      ['2026-03-28T23:30:00.001Z', 'v1', 2, 2, 0, 0, 30, 39],
      ['2026-03-29T00:30:00.001Z', 'v0', 1, 1, 0, 0, 10, 10],
      ['2026-03-29T00:30:00.001Z', 'v1', 1, 0, 1, 1, null, null],
      ['2026-03-30T22:30:00.001Z', 'v1', 1, 1, 0, 0, 10, 10],
    ]);
    expect(await over('day')).toEqual([
      ['2026-03-28T23:30:00.001Z', 'v0', 1, 1, 0, 0, 10, 10],
      ['2026-03-28T23:30:00.001Z', 'v1', 3, 2, 1, 1 / 3, 30, 39],
      ['2026-03-29T23:30:00.001Z', 'v1', 1, 1, 0, 0, 10, 10],
    ]);
    const week = { from: window.from, to: new Date(window.from.getTime() + 7 * 86_400_000 + 1) };
    const tooLong = log().getStatisticsOverTime('difficulty', { ...week, by: 'hour' });
    await expect(tooLong).rejects.toMatchObject({
      argument: 'by',
      message: expect.stringContaining('must be day') as string,
    });
    const unknown = log().getStatisticsOverTime('difficulty', { ...window, by: 'week' as 'day' });
    await expect(unknown).rejects.toMatchObject({ argument: 'by' });
  });

  it.each([
    ['to', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z'],
    ['to', '2026-03-01T00:00:00Z', '2026-04-01T00:00:00.001Z'],
    ['from', 'never', '2026-03-01T00:00:00Z'],
  ])('rejects a bad %s: from %s to %s', async (argument, from, to) => {
    const window = { from: new Date(from), to: new Date(to) };
    await expect(log().getStatistics('mastery', window)).rejects.toMatchObject({ argument });
  });
});
