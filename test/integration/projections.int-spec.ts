import { type Answer } from 'learning-engine/learners';
import { setTimeout as sleep } from 'node:timers/promises';
import { useTestDatabase } from '../support/database/test-database.js';
import { seedFoldingVersions } from '../support/engine/folding-versions.js';
import { ended } from '../support/engine/open-jobs.js';
import { answer } from '../support/engine/answers.js';
import {
  type BuilderHost,
  createGain,
  newLearner,
  openBuilder,
  openLearners,
} from '../support/engine/open-learners.js';

const BUILD = 'learners.build-projection';
const CLEAR = 'learners.clear-projections';
const quick = { pollMs: 20, sweepSeconds: 0.1, stopMs: 200 };
/** More than a chunk of the job has. */
const MANY = 60;

const answersOf = (count: number): Answer[] =>
  Array.from({ length: count }, (_, index) =>
    answer(`e${index}`, {
      at: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
      skill_ids: [`s${index % 3}`],
      correct: index % 4 > 0,
    }),
  );

describe('projections', () => {
  const database = useTestDatabase();
  let host: BuilderHost;
  let first: string;
  let early: string[];
  let late: string[];
  beforeAll(async () => {
    host = await openBuilder(database.url, { ...quick, concurrency: 1 });
    await seedFoldingVersions(host);
    first = (await host.registry.resolveActive('trail'))!.params.id;
    early = await Promise.all(Array.from({ length: 10 }, () => newLearner(host.dataSource)));
    late = await Promise.all(Array.from({ length: MANY }, () => newLearner(host.dataSource)));
    for (const learners of [early, late]) {
      await Promise.all(learners.map((learner) => host.answers.record(learner, answersOf(7))));
    }
    await done();
  });
  afterAll(() => host?.app.close());

  const jobsOf = async (kind: string) => (await host.jobs.listJobs({ kind })).jobs;
  /** Once all jobs have ended. */
  async function done(): Promise<void> {
    while ((await host.jobs.countOpenJobs()).length > 0) await sleep(20);
  }
  const activate = (paramsId: string) => host.registry.activateParams(paramsId, { reason: 'a test' });
  const stored = (paramsId: string) =>
    host.dataSource.query<{ learner: string; row: string; at: Date }[]>(
      `SELECT learner_id AS learner, (to_jsonb(s) - 'run_id' - 'updated_at' - 'projection_id')::text AS row, updated_at AS at
       FROM learner_states s JOIN projections p ON p.id = s.projection_id WHERE p.params_id = $1
       ORDER BY learner_id, scope_kind, scope_id`,
      [paramsId],
    );

  it('are made of all learners after an activation, those of the last calls first, and then are READY', async () => {
    const paramsId = await createGain(host, 0.7);
    const before = (await jobsOf(BUILD)).length;
    await activate(paramsId);
    while ((await jobsOf(BUILD)).length === before) await sleep(10);
    const [job] = await jobsOf(BUILD);
    expect(await ended(host.jobs, job!.id)).toMatchObject({
      status: 'SUCCESS',
      args: { algo_key: 'trail', version: 'v1', params_id: paramsId },
      progressDone: early.length + MANY,
      progressTotal: early.length + MANY,
      result: { status: 'READY', learners: early.length + MANY },
    });

    const told = await host.dataSource.query<object[]>(
      "SELECT key, payload FROM engine_events WHERE type = 'projection.ready' AND payload->>'params_id' = $1",
      [paramsId],
    );
    const [made] = await host.dataSource.query<[{ id: string; algo_version_id: string }]>(
      'SELECT id, algo_version_id FROM projections WHERE params_id = $1',
      [paramsId],
    );
    const { id, ...payload } = made;
    expect(told).toEqual([{ key: id, payload: { ...payload, params_id: paramsId } }]);

    const states = await stored(paramsId);
    expect(states).toHaveLength((early.length + MANY) * 3);
    const [ofEarly, ofLate] = [early, late].map((ids) =>
      states.filter(({ learner }) => ids.includes(learner)).map(({ at }) => at.getTime()),
    );
    expect(Math.min(...ofEarly!)).toBeGreaterThan(Math.min(...ofLate!));
    expect(Math.min(...ofEarly!)).toBe(Math.max(...ofLate!, ...ofEarly!));

    const witness = await newLearner(host.dataSource);
    await host.answers.record(witness, answersOf(7));
    const rowsOf = async (learner: string) =>
      (await stored(paramsId)).filter((row) => row.learner === learner).map(({ row }) => row.replaceAll(learner, ''));
    for (const learner of [early[0]!, late[0]!]) expect(await rowsOf(learner)).toEqual(await rowsOf(witness));
    expect(await host.projections.getProgress('trail')).toMatchObject({
      ...{ algoKey: 'trail', version: 'v1', paramsId, status: 'READY', behind: 0, failed: 0 },
      learners: early.length + MANY + 1,
    });
    late.push(witness);
  });

  it('are built before an activation, kept up to date meanwhile, and complete at once after it', async () => {
    const paramsId = await createGain(host, 0.8);
    expect(await host.projections.getProgress('trail', { paramsId })).toBeNull();
    const job = await host.projections.build('trail', { paramsId }, { reason: 'For Monday' });
    expect(job).toMatchObject({ kind: BUILD, status: 'QUEUED', reason: 'For Monday' });
    expect(await ended(host.jobs, job.id)).toMatchObject({ status: 'SUCCESS', result: { status: 'READY' } });

    const [learner] = early as [string];
    await host.answers.record(learner, [answer('later', { at: '2026-02-01T00:00:00Z', skill_ids: ['new'] })]);
    expect(await host.projections.getProgress('trail', { paramsId })).toMatchObject({ status: 'READY', behind: 0 });
    const runs = () => host.dataSource.query<unknown>('SELECT count(*) FROM algo_runs');
    const [before, jobs] = [await runs(), (await jobsOf(BUILD)).length];
    await activate(paramsId);
    const filter = { algoKey: 'trail', before: new Date('2027-01-01T00:00:00Z') };
    expect(await host.states.getDue(filter)).toMatchObject({ isComplete: true, paramsId });
    const { due } = await host.states.getDue({ ...filter, learnerId: learner });
    expect(due.map(({ scope_id }) => scope_id)).toContain('new');
    expect(await runs()).toEqual(before);
    expect(await jobsOf(BUILD)).toHaveLength(jobs);
  });

  it('are not READY before every process knows of them', async () => {
    const slow = await openBuilder(
      database.url,
      { ...quick, concurrency: 1 },
      { maxAgeMs: 3_600_000, learners: { buildAfterActivation: false } },
    );
    const other = await openLearners(database.url);
    await host.app.close();
    try {
      const paramsId = await createGain(slow, 0.85);
      const { id } = await slow.projections.build('trail', { paramsId });
      while ((await slow.projections.getProgress('trail', { paramsId }))?.behind !== 0) await sleep(20);
      await slow.registry.activateParams(paramsId, { reason: 'a test' });
      const filter = { algoKey: 'trail', before: new Date('2027-01-01T00:00:00Z') };
      expect(await slow.states.getDue(filter)).toMatchObject({ paramsId, isComplete: false });
      expect(await slow.projections.getProgress('trail')).toMatchObject({ status: 'BUILDING', behind: 0 });
      expect(await slow.jobs.cancelJob(id)).toMatchObject({ status: 'CANCELLED' });
      expect(await other.states.getDue(filter)).toMatchObject({ paramsId, isComplete: true });
    } finally {
      await Promise.all([slow.app.close(), other.app.close()]);
      host = await openBuilder(database.url, { ...quick, concurrency: 1 });
    }
  });

  it('that are not kept any more are RETIRED, and a job removes their states', async () => {
    await done();
    const known = await host.dataSource.query<{ status: string; params: string }[]>(
      `SELECT p.status, p.params_id AS params FROM projections p JOIN algo_versions v ON v.id = p.algo_version_id
       WHERE v.algo_key = 'trail' ORDER BY p.created_at`,
    );
    expect(known[0]).toEqual({ status: 'RETIRED', params: first });
    expect(known.slice(1).map(({ status }) => status)).toEqual(['READY', 'READY', 'READY']);
    expect(await stored(first)).toEqual([]);
    expect((await jobsOf(CLEAR))[0]).toMatchObject({
      status: 'SUCCESS',
      result: { states: (early.length + late.length) * 3 + 1 },
    });
    expect(await stored(known[1]!.params)).not.toEqual([]);
  });

  it('are retired by hand, unless they are active, and may be opened anew', async () => {
    const { params } = (await host.registry.resolveActive('trail'))!;
    await expect(host.projections.retire('trail', { paramsId: params.id })).rejects.toMatchObject({
      code: 'PROJECTION_IN_USE',
    });
    const paramsId = await createGain(host, 0.9);
    const build = async () => ended(host.jobs, (await host.projections.build('trail', { paramsId })).id);
    await build();
    const before = await stored(paramsId);
    expect(before.length).toBeGreaterThan(0);
    await host.projections.retire('trail', { version: 'v1', paramsId });
    await host.projections.retire('trail', { paramsId });
    await done();
    expect(await stored(paramsId)).toEqual([]);
    expect(await host.projections.getProgress('trail', { paramsId })).toMatchObject({ status: 'RETIRED' });

    expect(await build()).toMatchObject({ status: 'SUCCESS', result: { status: 'READY' } });
    expect((await stored(paramsId)).map(({ row }) => row)).toEqual(before.map(({ row }) => row));
    await expect(
      host.dataSource.query("UPDATE projections SET status = 'BUILDING' WHERE status = 'RETIRED'"),
    ).rejects.toThrow(/stays so/);
    await host.projections.retire('trail', { paramsId });
    await done();
  });
});
