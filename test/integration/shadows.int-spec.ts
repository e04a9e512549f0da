import { createHash, randomUUID } from 'node:crypto';
import { InvalidArgumentError, newRunId, RunPurpose, RunQueries } from 'learning-engine';
import { CannotShadowError, type Shadow, ShadowNotFoundError, type StartShadowOptions } from 'learning-engine/evidence';
import { until } from '../support/database/embedded-child.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { createUser } from '../support/engine/factories.js';
import { type EvidenceHost, openEvidence, setOf } from '../support/engine/open-evidence.js';

const INPUT = (n: number) => ({
  states: [],
  events: [{ event_id: `e${n}`, skill_id: 'fractions', correct: n % 2 === 0, at: '2026-11-01T08:00:00Z' }],
});

describe('shadows', () => {
  const database = useTestDatabase();
  let host: EvidenceHost;
  let other: string;
  beforeAll(async () => {
    host = await openEvidence(database.url, { concurrency: 0 });
    await host.registry.activateAlgoVersion('mastery', 'v1');
    other = await setOf(host, 'mastery', 'v1', { p_init: 0.55 });
  });
  afterAll(() => host?.app.close());

  const start = (options: Partial<StartShadowOptions> = {}) =>
    host.shadows.start('mastery', {
      version: 'v1',
      paramsId: other,
      percent: 100,
      budget: 1000,
      reason: 'x',
      ...options,
    });
  const end = ({ id }: Shadow) => host.shadows.end('mastery', id, { reason: 'enough' });
  const execute = async (count: number, context: object = {}) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) {
      ids.push((await host.execution.execute('mastery', INPUT(n), { runId: newRunId(), ...context })).runId);
    }
    return ids;
  };
  /** Once so many runs have ended. */
  const settled = ({ id }: Shadow, runs: number) =>
    until(async () => {
      const shadow = await host.shadows.get('mastery', id);
      return shadow.runs.succeeded + shadow.runs.failed + shadow.runs.dropped === runs && shadow;
    });
  const rowsOf = ({ id }: Shadow) =>
    host.dataSource.query<{ id: string; parent: string; user_id: string | null; same: boolean }[]>(
      `SELECT run.id, run.parent_run_id AS parent, run.user_id,
         run.purpose = 'shadow' AND run.version_named AND run.params_id = $2 AND run.input_summary_json = live.input_summary_json
           AND run.trigger = live.trigger AS same
       FROM shadow_runs s JOIN algo_runs run ON run.id = s.run_id JOIN algo_runs live ON live.id = run.parent_run_id
       WHERE s.shadow_id = $1 ORDER BY s.number`,
      [id, other],
    );
  const isDrawn = ({ id, percent }: Shadow, runId: string) =>
    (createHash('sha256').update(`${id} ${runId}`).digest().readUInt32BE(0) / 2 ** 32) * 100 < percent;

  it('computes the runs that a hash draws, from the same input, and compares', async () => {
    const userId = (await createUser(host.dataSource)).id;
    const shadow = await start({ percent: 30, actorUserId: userId });
    expect(shadow).toMatchObject({
      ...{ version: 'v1', paramsId: other, percent: 30, endedAt: null, endedBy: null, actorUserId: userId },
      runs: { started: 0, succeeded: 0, failed: 0, failures: {}, dropped: 0 },
    });
    const ids = await execute(60, { userId, trigger: 'submit' });
    const drawn = ids.filter((id) => isDrawn(shadow, id));
    expect(drawn.length).toBeGreaterThan(5);
    expect(drawn.length).toBeLessThan(40);

    const { runs, comparison } = await settled(shadow, drawn.length);
    expect(runs).toEqual({ started: drawn.length, succeeded: drawn.length, failed: 0, failures: {}, dropped: 0 });
    const rows = await rowsOf(shadow);
    expect(rows.map(({ parent }) => parent).sort()).toEqual(drawn.sort());
    expect(rows.every(({ same, user_id }) => same && user_id === userId)).toBe(true);
    const { durations, equal, difference } = comparison;
    for (const { p50Ms, p95Ms } of [durations.active, durations.candidate]) {
      expect(p50Ms).toBeGreaterThan(0);
      expect(p95Ms).toBeGreaterThanOrEqual(p50Ms!);
    }
    expect(equal).toBe(0);
    expect(difference.runs).toBe(drawn.length);
    expect(difference.largest).toBeGreaterThan(0);
    expect(difference.median).toBeLessThanOrEqual(difference.largest!);
    expect((await end(shadow)).endedBy).toBe('ended');
  });

  it('leaves its runs out of lists and statistics, and the answer of the live run as it is', async () => {
    const userId = (await createUser(host.dataSource)).id;
    const alone = (await host.execution.execute('mastery', INPUT(0))).output;
    const window = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 3_600_000) };
    const log = host.app.get(RunQueries, { strict: false });
    const [before] = await log.getStatistics('mastery', window);
    const shadow = await start();
    await execute(1, { userId, version: 'v1' }); // it would be the first, but its version is named
    const [id] = await execute(1, { userId });
    const { runId, output } = await host.execution.execute('mastery', INPUT(0), { userId });
    expect(output).toEqual(alone);
    await settled(shadow, 2);

    expect((await log.listRuns({ userId })).records).toHaveLength(3);
    const { records } = await log.listRuns({ userId, purpose: RunPurpose.SHADOW });
    expect(records.map(({ run }) => run.parentRunId)).toEqual([runId, id]);
    const [after] = await log.getStatistics('mastery', window);
    expect([after!.runs, after!.succeeded]).toEqual([before!.runs + 3, before!.succeeded + 3]);
    await end(shadow);
  });

  it('ends by its budget, its date, the next activation, or an entry, and says which', async () => {
    const spent = await start({ budget: 3 });
    await execute(8);
    await settled(spent, 3);
    expect(await host.shadows.get('mastery', spent.id)).toMatchObject({ endedBy: 'budget', runs: { started: 3 } });
    expect(await end(spent)).toMatchObject({ endedBy: 'budget', endReason: null });

    const dated = await start({ until: new Date(Date.now() + 300) });
    const over = await until(async () => {
      const shadow = await host.shadows.get('mastery', dated.id);
      return shadow.endedAt && shadow;
    });
    expect(over).toMatchObject({ endedBy: 'date', endedAt: dated.until });

    const ended = await start();
    expect(await end(ended)).toMatchObject({ endedBy: 'ended', endReason: 'enough' });
    await execute(3);
    expect((await host.shadows.get('mastery', ended.id)).runs.started).toBe(0);

    const passed = await start();
    await host.registry.activateParams(other); // the challenger itself
    await execute(3);
    expect(await host.shadows.get('mastery', passed.id)).toMatchObject({ endedBy: 'activation', runs: { started: 0 } });
    await host.registry.rollback('mastery');

    const { shadows, nextBefore } = await host.shadows.list('mastery', { limit: 2 });
    expect(shadows.map(({ id }) => id)).toEqual([passed.id, ended.id]);
    const more = await host.shadows.list('mastery', { limit: 1, before: nextBefore! });
    expect(more.shadows.map(({ id }) => id)).toEqual([dated.id]);
  });

  it('rejects what cannot be compared, and what is no shadow', async () => {
    for (const wrong of [
      { percent: 0 },
      { percent: 100.5 },
      { percent: '10' as unknown as number },
      { budget: 0 },
      { budget: 1.5 },
      { budget: 100_001 },
      { until: new Date(0) },
      { until: new Date(Date.now() + 91 * 86_400_000) },
      { reason: ' ' },
      { reason: undefined },
      { actorUserId: 'x' },
    ]) {
      await expect(start(wrong)).rejects.toBeInstanceOf(InvalidArgumentError);
    }
    await expect(start({ version: 'v9' })).rejects.toMatchObject({ code: 'ALGO_VERSION_NOT_FOUND' });
    await expect(start({ paramsId: randomUUID() })).rejects.toMatchObject({ code: 'PARAMS_NOT_FOUND' });
    await expect(start({ version: 'v0', paramsId: null })).rejects.toBeInstanceOf(CannotShadowError); // a stub
    await expect(start({ paramsId: null })).rejects.toThrow('it is active with this parameter set');
    const shadow = await start();
    await expect(start()).rejects.toThrow(`shadow ${shadow.id} of mastery computes`);
    await end(shadow);
    for (const id of [randomUUID(), 'x']) {
      await expect(host.shadows.get('mastery', id)).rejects.toBeInstanceOf(ShadowNotFoundError);
      await expect(host.shadows.end('mastery', id, { reason: 'x' })).rejects.toBeInstanceOf(ShadowNotFoundError);
    }
    await expect(host.shadows.get('revision', shadow.id)).rejects.toBeInstanceOf(ShadowNotFoundError);
    const sql = (statement: string) => host.dataSource.query(statement);
    await expect(sql('UPDATE shadows SET budget = 100000')).rejects.toThrow('A shadow never changes');
    await expect(sql('DELETE FROM shadow_ends')).rejects.toThrow('A shadow ends once');
    await expect(sql('UPDATE shadow_runs SET is_equal = true')).rejects.toThrow('ends once');
  });

  it('reaches the runs of a person who is erased, and computes none for them afterwards', async () => {
    const userId = (await createUser(host.dataSource)).id;
    const shadow = await start();
    await execute(2, { userId });
    await settled(shadow, 2);
    await host.dataSource.query('DELETE FROM users WHERE id = $1', [userId]);
    expect((await rowsOf(shadow)).map((row) => row.user_id)).toEqual([null, null]);
    await end(shadow);
  });

  it('drops what is more than may wait, and counts it', async () => {
    const shadow = await start();
    const count = 160;
    await Promise.all(Array.from({ length: count }, (_, n) => host.execution.execute('mastery', INPUT(n))));
    const { runs } = await settled(shadow, count);
    expect(runs.dropped).toBeGreaterThan(0);
    expect(runs.started).toBe(count - runs.dropped);
    await end(shadow);
  });
});
