import { randomUUID } from 'node:crypto';
import { InvalidArgumentError, type RunFilter, RunQueries, RunNotFoundError, RunStatus } from 'learning-engine';
import { FORMS_OF_RUNS } from '../support/database/test-database.js';
import { createSession, createUser, someRunId } from '../support/engine/factories.js';
import { useEngine } from '../support/engine/use-engine.js';

describe.each(FORMS_OF_RUNS)(`${RunQueries.name}, runs %s`, (form) => {
  const engine = useEngine(undefined, undefined, form);
  const log = () => engine.app.get(RunQueries);
  const start = async (algoKey: string, more: { userId?: string; sessionId?: string; runId?: string } = {}) => {
    const { version, params } = (await engine.registry.resolveActive(algoKey))!;
    return engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id, ...more });
  };
  const idsOf = async (filter: RunFilter) => (await log().listRuns(filter)).records.map(({ run }) => run.id);

  describe('listRuns', () => {
    it('has the newest first, with what ran, and everything recorded', async () => {
      const first = await start('mastery');
      const second = await start('revision');
      await engine.runs.logRunFailure(first.id, 'broken', { errorCode: 'BROKEN' });

      const { records } = await log().listRuns({}, { limit: 2 });
      expect(records.map(({ run, algoKey, version }) => [run.id, algoKey, version])).toEqual([
        [second.id, 'revision', 'v0'],
        [first.id, 'mastery', 'v0'],
      ]);
      expect(records[1]!.run).toEqual(await engine.runs.getRun(first.id));
    });

    it('keeps to what every filter says', async () => {
      const user = await createUser(engine.dataSource);
      const session = await createSession(engine.dataSource, user.id);
      const mine = await start('difficulty', { userId: user.id, sessionId: session.id });
      const other = await start('difficulty', { userId: (await createUser(engine.dataSource)).id });
      await engine.runs.logRunSuccess(other.id);

      expect(await idsOf({ algoKey: 'difficulty' })).toEqual([other.id, mine.id]);
      expect(await idsOf({ algoKey: 'difficulty', version: 'v1' })).toEqual([]);
      expect(await idsOf({ algoKey: 'difficulty', status: RunStatus.SUCCESS })).toEqual([other.id]);
      expect(await idsOf({ algoKey: 'difficulty', trigger: 'nightly' })).toEqual([]);
      expect(await idsOf({ userId: user.id })).toEqual([mine.id]);
      expect(await idsOf({ sessionId: session.id })).toEqual([mine.id]);
      expect(await idsOf({ userId: user.id, to: mine.startedAt })).toEqual([]);
      expect(await idsOf({ userId: user.id, from: mine.startedAt })).toEqual([mine.id]);
    });

    it('walks over all pages without a skip or a repeat, while others start runs', async () => {
      const { id: userId } = await createUser(engine.dataSource);
      // Ids of callers need not grow with time.
      const there = new Set<string>();
      for (let i = 0; i < 40; i += 1) there.add((await start('mistakes', { userId, runId: someRunId() })).id);

      const walked: string[] = [];
      let before: string | undefined;
      do {
        const page = await log().listRuns({ userId }, { limit: 7, before });
        walked.push(...page.records.map(({ run }) => run.id));
        await start('mistakes', { userId });
        before = page.nextBefore ?? undefined;
      } while (before);
      expect(walked).toEqual([...there].reverse());
    });

    it('tells runs of one microsecond apart', async () => {
      const { id: userId } = await createUser(engine.dataSource);
      const { version, params } = (await engine.registry.resolveActive('mastery'))!;
      await engine.dataSource.query(
        `INSERT INTO algo_runs (id, algo_version_id, params_id, user_id, trigger, status, started_at)
         SELECT gen_random_uuid(), $1, $2, $3, 'manual', 'RUNNING', '2026-01-01T00:00:00.000001Z' FROM generate_series(1, 9)`,
        [version.id, params.id, userId],
      );
      const walked = new Set<string>();
      let before: string | undefined;
      do {
        const page = await log().listRuns({ userId }, { limit: 2, before });
        page.records.forEach(({ run }) => walked.add(run.id));
        before = page.nextBefore ?? undefined;
      } while (before);
      expect(walked.size).toBe(9);
    });

    it.each<[string, object]>([
      ['algoKey', { algoKey: 'a\0b' }],
      ['algoKey', { algoKey: 5 }],
      ['version', { version: '\ud800' }],
      ['status', { status: 'success' }],
      ['trigger', { trigger: 'toString' }],
      ['userId', { userId: 'me' }],
      ['sessionId', { sessionId: '' }],
      ['from', { from: new Date(Number.NaN) }],
      ['to', { to: '2026-01-01' }],
      ['from', { from: 0 }],
      ['to', { to: null }],
      ['from', { from: new Date(-8.64e15) }],
      ['userId', { userId: null }],
    ])('rejects a bad %s: %j', async (argument, filter) => {
      await expect(log().listRuns(filter)).rejects.toMatchObject({ name: InvalidArgumentError.name, argument });
    });

    it.each([
      '',
      'x',
      `2026-01-01T00:00:00Z_${randomUUID()}`,
      `2026-01-01T00:00:00.000000Z_${'-'.repeat(36)}`,
      `2026-02-30T00:00:00.000000Z_${randomUUID()}`,
      `2026-13-01T00:00:00.000000Z_${randomUUID()}`,
      `2026-01-01T24:00:00.000000Z_${randomUUID()}`,
      `0000-01-01T00:00:00.000000Z_${randomUUID()}`,
      null as never,
    ])('refuses to go on before %j', async (before) => {
      await expect(log().listRuns({}, { before })).rejects.toMatchObject({ argument: 'before' });
    });

    it('can go on before the first year, and before the end of the last one', async () => {
      const { id } = await start('mastery');
      const first = async (instant: string) =>
        (await log().listRuns({}, { before: `${instant}_${randomUUID()}`, limit: 1 })).records.map(({ run }) => run.id);

      expect(await first('0001-01-01T00:00:00.000000Z')).toEqual([]);
      expect(await first('9999-12-31T23:59:59.999999Z')).toEqual([id]);
    });

    it('takes the earliest and the latest instants', async () => {
      expect(await idsOf({ to: new Date(Date.UTC(-4711, 0, 1)) })).toEqual([]);
      expect(await idsOf({ from: new Date(8.64e15) })).toEqual([]);
    });

    it('finds the runs of a key among all its versions, in one order', async () => {
      const [v0, v1] = await Promise.all(['v0', 'v1'].map((name) => engine.registry.resolveVersion('revision', name)));
      const started: string[] = [];
      for (const pair of [v1, v0, v1, v1, v0]) {
        const { version, params } = pair!;
        started.unshift((await engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id })).id);
      }
      const [newest, second, third, fourth, oldest] = started;

      expect((await idsOf({ algoKey: 'revision' })).slice(0, 5)).toEqual(started);
      expect((await idsOf({ algoKey: 'revision', version: 'v1' })).slice(0, 3)).toEqual([second, third, oldest]);
      expect((await idsOf({ version: 'v0' })).slice(0, 2)).toEqual([newest, fourth]);
      expect(await idsOf({ algoKey: 'unknown' })).toEqual([]);
    });
  });

  describe('getRun', () => {
    it('finds a run, and those of one user alone if asked so', async () => {
      const { id: userId } = await createUser(engine.dataSource);
      const { id } = await start('adaptive', { userId });

      expect(await log().getRun(id)).toMatchObject({ run: { id, userId }, algoKey: 'adaptive', version: 'v0' });
      expect((await log().getRun(id, { userId })).run.id).toBe(id);
      await expect(log().getRun(id, { userId: randomUUID() })).rejects.toThrow(new RunNotFoundError(id));
      await expect(log().getRun(randomUUID())).rejects.toThrow(RunNotFoundError);
      await expect(log().getRun("' OR true --")).rejects.toThrow(RunNotFoundError);
    });
  });
});
