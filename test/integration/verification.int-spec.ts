import { AlgoVersionNotFoundError, InvalidArgumentError, newRunId } from 'learning-engine';
import { JobNotFoundError } from 'learning-engine/jobs';
import { richInputs } from '../fixtures/rich-inputs.js';
import { FORMS_OF_RUNS, useTestDatabase } from '../support/database/test-database.js';
import { seedVersions } from '../support/engine/chance-versions.js';
import { ConstantAfter } from '../support/engine/constant-after.js';
import { ConstantBefore } from '../support/engine/constant-before.js';
import { openEngine } from '../support/engine/open-engine.js';
import { ended } from '../support/engine/open-jobs.js';
import { openVerifications, verified, type VerifyingHost } from '../support/engine/open-verifications.js';
import { ProbeAlgorithm, seedProbe } from '../support/engine/probe-algorithm.js';

const RUNS = 60;
/** More than is recorded of an input. */
const LARGE = 20_000;

describe.each(FORMS_OF_RUNS)('verifying runs %s', (form) => {
  const database = useTestDatabase(form);
  let host: VerifyingHost;
  const ids: string[] = [];
  let begin: Date;
  beforeAll(async () => {
    const before = await openEngine(database.url, { algorithms: [ConstantBefore, ProbeAlgorithm] });
    await seedVersions(before, 'constant', ['v1']);
    await seedProbe(before);
    const execute = (key: string, input: object, version = 'v1') => {
      const runId = newRunId();
      ids.push(runId);
      return before.execution.execute<unknown, string>(key, input, { version, runId });
    };
    const { events } = richInputs().mastery as { events: object[] };
    for (let n = 0; n < RUNS; n += 1) {
      await execute('mastery', { states: [], events: events.slice(n, n + 1 + (n % 7)) });
    }
    begin = new Date();
    await execute('constant', { id: 'four' });
    await execute('mastery', { states: [], events: events.slice(0, LARGE / 50) });
    await execute('mastery', { states: 1 }).catch(() => undefined);
    await execute('probe', { id: 'a', value: 1 });
    const [active] = await before.dataSource.query<{ algoVersionId: string; paramsId: string }[]>(
      `SELECT algo_version_id AS "algoVersionId", params_id AS "paramsId" FROM algo_runs LIMIT 1`,
    );
    const done = await before.runs.logRunStart({ ...active!, inputSummary: { n: 1 } });
    await before.runs.logRunSuccess(done.id, { n: 2 });
    await before.runs.logRunStart({ ...active!, inputSummary: { n: 1 } });
    await before.app.close();
    host = await openVerifications(database.url, [ConstantAfter, ProbeAlgorithm]);
  });
  afterAll(() => host?.app.close());

  const countsOf = ({ versions }: Awaited<ReturnType<typeof verified>>) =>
    versions.map(({ algo_key, match, drift, code_changed, unverifiable, reasons }) => {
      return { algo_key, match, drift, code_changed, unverifiable, reasons };
    });

  it('finds each as it was recorded, names changed code, and says why nothing can be said of others', async () => {
    const report = await verified(host, { sample: 'all' });

    const none = { match: 0, drift: 0, code_changed: 0, unverifiable: 0, reasons: {} };
    expect(report).toMatchObject({ runs: RUNS + 6, population: RUNS + 6, finding_count: 1 });
    expect(countsOf(report)).toEqual([
      { ...none, algo_key: 'constant', code_changed: 1 },
      {
        ...{ ...none, algo_key: 'mastery', match: RUNS, unverifiable: 4 },
        reasons: { input_not_recorded: 1, failed: 1, computed_by_host: 1, running: 1 },
      },
      { ...none, algo_key: 'probe', unverifiable: 1, reasons: { not_loadable: 1 } },
    ]);
    const found = {
      ...{ run_id: ids[RUNS], algo_key: 'constant', version: 'v1', verdict: 'code_changed', code: 'other' },
      ...{ runtime: 'same', pointer: '/scores/0/score', relative: expect.closeTo(1 / 6, 12) as number, fails: null },
    };
    expect(report.findings).toEqual([found]);
    expect(report.versions[0]!.largest).toEqual(found);
  });

  it('records the digest of the code with each run, the same as long as the code is', async () => {
    const rows = await host.dataSource.query<{ name: string; digest: string | null }[]>(
      `SELECT DISTINCT algo_key || ' ' || version AS name, code_digest AS digest FROM algo_runs r
       JOIN algo_versions v ON v.id = r.algo_version_id WHERE runtime IS NOT NULL ORDER BY name`,
    );
    expect(rows).toEqual([
      { name: 'constant v1', digest: 'before' },
      { name: 'mastery v1', digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      { name: 'probe v1', digest: null },
    ]);
  });

  it('draws the same runs for the same seed, whatever comes later, and others for another', async () => {
    const until = new Date();
    const window = { until, sample: 20, algoKey: 'mastery' };
    const one = await verified(host, { ...window, seed: 'one' });
    expect(one).toMatchObject({ runs: 20, population: RUNS + 4, seed: 'one' });
    await host.execution.execute('mastery', { states: [], events: [] }, { version: 'v1' });
    expect(await verified(host, { ...window, seed: 'one' })).toEqual(one);
    // 60 of 64 runs match: of 20 runs, another choice is seen by its counts in some of these.
    const others = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((seed) => verified(host, { ...window, seed }));
    const counts = (await Promise.all(others)).map((report) => JSON.stringify(countsOf(report)));
    expect(new Set(counts).size).toBeGreaterThan(1);
  });

  it('looks at runs of a window, a key and a version alone', async () => {
    const since = await verified(host, { since: begin, sample: 'all', algoKey: 'constant' });
    expect(since).toMatchObject({ runs: 1, finding_count: 1 });
    const earlier = await verified(host, { until: begin, sample: 'all' });
    expect(earlier).toMatchObject({ runs: RUNS, finding_count: 0 });
    expect(await verified(host, { version: 'v2' })).toMatchObject({ runs: 0, population: 0, versions: [] });
  });

  it('says that runs match that were recorded with other code, and that it does not know older code', async () => {
    const set = (digest: string) =>
      host.dataSource.transaction(async (manager) => {
        await manager.query('ALTER TABLE algo_runs DISABLE TRIGGER ALL');
        await manager.query(
          `UPDATE algo_runs SET code_digest = ${digest} FROM algo_versions v WHERE v.id = algo_version_id AND runtime IS NOT NULL`,
        );
        await manager.query('ALTER TABLE algo_runs ENABLE TRIGGER ALL');
      });
    await set(`'another'`);
    const [mastery] = (await verified(host, { until: begin, sample: 'all' })).versions;
    expect(mastery).toMatchObject({ match: RUNS, match_other_code: RUNS, drift: 0 });
    await set('NULL');
    const unknown = await verified(host, { algoKey: 'constant' });
    expect(unknown.findings).toMatchObject([{ verdict: 'drift', code: 'unknown' }]);
    await set(`'before'`);
  });

  it('is what the doctor says until a verification finds the version in order', async () => {
    await verified(host, { sample: 'all', algoKey: 'constant' });
    const codes = async () => (await host.doctor.diagnose()).map(({ code, subject }) => `${code} ${subject}`);
    expect(await codes()).toContain('RUNS_CODE_CHANGED constant v1');
    await verified(host, { until: begin, sample: 'all' });
    expect(await codes()).toContain('RUNS_CODE_CHANGED constant v1');
  });

  it('looks at one run alone, whichever it is, and leaves what the doctor says of its version', async () => {
    await verified(host, { sample: 'all', algoKey: 'constant' });
    const one = await verified(host, { runId: ids[RUNS] });
    expect(one).toMatchObject({ runs: 1, population: 1, finding_count: 1, findings: [{ run_id: ids[RUNS] }] });
    const codes = async () => (await host.doctor.diagnose()).map(({ code, subject }) => `${code} ${subject}`);
    expect(await codes()).toContain('RUNS_CODE_CHANGED constant v1');

    const again = newRunId();
    await host.execution.execute('constant', { id: 'four' }, { version: 'v1', runId: again });
    const [version] = (await verified(host, { runId: again })).versions;
    expect(version).toMatchObject({ algo_key: 'constant', runs: 1, match: 1 });
    expect(await codes()).toContain('RUNS_CODE_CHANGED constant v1');

    const { jobs, verifications } = host;
    await expect(verifications.start({ runId: 'mine' })).rejects.toThrow('run_id must be a UUID');
    await expect(verifications.start({ runId: again, sample: 1 })).rejects.toThrow('nothing else beside run_id');
    const none = await ended(jobs, (await verifications.start({ runId: newRunId() })).id);
    expect(none).toMatchObject({
      status: 'FAILED',
      errorMessage: expect.stringContaining('There is no run') as string,
    });
  });

  it('rejects what it cannot do, by name, and queues nothing', async () => {
    const { verifications, jobs } = host;
    await expect(verifications.start({ sample: 0 })).rejects.toThrow(InvalidArgumentError);
    await expect(verifications.start({ sample: 10_001 })).rejects.toThrow('sample');
    await expect(verifications.start({ since: new Date(Number.NaN) })).rejects.toThrow('since');
    await expect(verifications.start({ algoKey: 'mastery', version: 'v9' })).rejects.toThrow(AlgoVersionNotFoundError);
    await expect(jobs.enqueue('runs.verify', { since: '2026-01-01T00:00:00Z', last_days: 1 })).rejects.toThrow(
      'must not have both since and last_days',
    );
    const other = await jobs.enqueue('runs.verify-checksums', { sample_runs: 0 });
    await expect(verifications.get(other.id)).rejects.toThrow(JobNotFoundError);
    await ended(jobs, other.id);
    const unknown = await ended(jobs, (await jobs.enqueue('runs.verify', { algo_key: 'nothing' })).id);
    expect(unknown).toMatchObject({ status: 'FAILED', errorCode: 'JOB_FAILED' });
  });

  it('takes days in place of an instant, for schedules', async () => {
    const job = await host.jobs.enqueue('runs.verify', { last_days: 1, sample: 5 });
    expect((await ended(host.jobs, job.id)).result).toMatchObject({ runs: 5, seed: job.id });
  });
});
