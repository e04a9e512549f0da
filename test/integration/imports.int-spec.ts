import { type Answer, ImportsService } from 'learning-engine/learners';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { FORMS_OF_ANSWERS, useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { seedFoldingVersions } from '../support/engine/folding-versions.js';
import { importedRows } from '../support/engine/imported-rows.js';
import { drained, ended } from '../support/engine/open-jobs.js';
import { type BuilderHost, createGain, newLearner, openBuilder } from '../support/engine/open-learners.js';

const PART = 1000;

describe.each(FORMS_OF_ANSWERS)(`${ImportsService.name}, answers %s`, (form) => {
  const database = useTestDatabase(form);
  let host: BuilderHost;
  let imports: ImportsService;
  beforeAll(async () => {
    host = await openBuilder(database.url, { concurrency: 2, pollMs: 20, sweepSeconds: 0.1, stopMs: 200 });
    imports = host.app.get(ImportsService, { strict: false });
    await seedFoldingVersions(host);
  });
  afterAll(() => host?.app.close());

  let sources = 0;
  const newSource = () => `source-${(sources += 1)}`;
  /** From the first line to the report. */
  async function imported(source: string, rows: Parameters<typeof importedRows>[0]) {
    const { id } = await imports.begin(source);
    await imports.take(id, importedRows(rows), 0);
    const job = await ended(host.jobs, (await imports.end(id)).id);
    expect(job).toMatchObject({ status: 'SUCCESS', errorMessage: null });
    return { id, report: job.result as Record<string, unknown> };
  }
  const idOf = async (source: string, externalId: string): Promise<string> => {
    const [row] = await host.dataSource.query<[{ id: string }]>(
      'SELECT learner_id AS id FROM external_ids WHERE source = $1 AND external_id = $2',
      [source, externalId],
    );
    return row.id;
  };
  const eventsOf = async (learner: string) =>
    (
      await host.dataSource.query<{ event_id: string }[]>(
        'SELECT event_id FROM learner_answers WHERE learner_id = $1 ORDER BY seq',
        [learner],
      )
    ).map(({ event_id }) => event_id);
  const statesOf = async (learner: string) => {
    const all = await Promise.all(['trail', 'web'].map((algoKey) => host.states.getState(learner, { algoKey })));
    return all.map(({ states, isFresh }) => ({ isFresh, states }));
  };
  const answersOf = (count: number): Answer[] =>
    Array.from({ length: count }, (_, index) =>
      answer(`e${index}`, {
        at: new Date(Date.UTC(2026, 0, 1 + ((index * 7) % 20), index)).toISOString(),
        skill_ids: [`s${index % 3}`],
        correct: index % 4 > 0,
      }),
    );

  it('records answers once, and what follows from them is as if each had been handed over', async () => {
    const source = newSource();
    const witness = await newLearner(host.dataSource);
    await host.answers.record(witness, answersOf(30));
    const rows = answersOf(30).map((one) => ({ learner: 'pupil 7', answer: one }));
    const { report } = await imported(source, rows);
    const all = { rows: 30, recorded: 30, duplicate: 0, conflict: 0, quarantined: 0, invalid: 0, erased: 0 };
    expect(report).toMatchObject({ source, ...all, reasons: [] });

    const learner = await idOf(source, 'pupil 7');
    expect(await statesOf(learner)).toEqual(await statesOf(witness));
    await drained(host.jobs);
    const unbuilt = await host.dataSource.query<unknown[]>(`SELECT FROM projections WHERE status = 'BUILDING'`);
    expect(unbuilt).toEqual([]);
    expect((await imported(source, rows)).report).toMatchObject({ ...all, recorded: 0, duplicate: 30 });
    expect(await eventsOf(learner)).toHaveLength(30);
    // Two accounts of one person, in one part: each answer is added to the log of its account, and once.
    const account = await newLearner(host.dataSource);
    await host.answers.record(account, answersOf(3));
    await host.learners.merge(account, learner, { reason: 'a test' });
    const more = answersOf(33).slice(30);
    const mixed = [
      { learner: account, answer: more[0]! },
      { learner: 'pupil 7', answer: more[0]! },
      { learner: 'pupil 7', answer: more[1]! },
      { learner: account, answer: more[2]! },
      { learner: account, answer: answersOf(4)[3]! },
    ];
    expect((await imported(source, mixed)).report).toMatchObject({ rows: 5, recorded: 3, duplicate: 2 });
    // The one that both were sent with is with the account whose id comes first.
    const added = [...(await eventsOf(account)), ...(await eventsOf(learner))].filter((event) => /^e3\d/.test(event));
    expect(added.sort()).toEqual(['e30', 'e31', 'e32']);
    await host.answers.record(witness, more);
    expect(await statesOf(account)).toEqual(await statesOf(witness));
    // To another system, it is another learner.
    const other = newSource();
    expect((await imported(other, rows)).report).toMatchObject(all);
    expect(await idOf(other, 'pupil 7')).not.toBe(learner);
    expect(await host.dataSource.query('SELECT FROM import_answers')).toEqual([]);
  });

  it('tells of each line that does not count, and the sums add up', async () => {
    const source = newSource();
    const [known, gone] = [await newLearner(host.dataSource), randomUUID()];
    await host.learners.erase(gone);
    await host.answers.record(known, [answer('e1')]);
    const { id, report } = await imported(source, [
      { learner: known.toUpperCase(), answer: answer('e1') },
      { learner: known, answer: answer('e1', { correct: false }) },
      { learner: known, answer: answer('e2') },
      { learner: known, answer: answer('old', { at: '1970-01-01T00:00:00Z' }) },
      { learner: known, answer: answer('new', { at: '2199-01-01T00:00:00Z' }) },
      { learner: gone, answer: answer('e1') },
      { learner: known, answer: answer('e 3') },
      { learner: 'nul\0', answer: answer('e1') },
      { learner: known, answer: { ...answer('e1'), correct: undefined } },
      { learner: known, answer: answer('e4', { selection_id: randomUUID() }) },
      { learner: known, reason: 'is no JSON object' },
    ]);
    expect(report).toMatchObject({ rows: 11, recorded: 1, duplicate: 1 });
    expect(report).toMatchObject({ conflict: 1, quarantined: 2, erased: 1, invalid: 5 });
    expect(await eventsOf(known)).toEqual(['e1', 'e2', 'old', 'new']);
    expect(await eventsOf(gone)).toEqual([]);
    const rejects = await imports.rejects(id);
    expect(rejects.map(({ line, outcome }) => `${line} ${outcome}`)).toEqual([
      ...['2 conflict', '4 quarantined', '5 quarantined', '6 erased'],
      ...['7 invalid', '8 invalid', '9 invalid', '10 invalid', '11 invalid'],
    ]);
    expect(rejects.map(({ reason }) => reason).join('\n')).not.toContain(known);
    expect(await imports.rejects(id, { after: 7, limit: 1 })).toMatchObject([{ line: 8 }]);
  });

  it('brings no learner back who was erased, before, while or after their answers wait', async () => {
    const source = newSource();
    const rows = [1, 2].map((pupil) => ({ learner: `pupil ${pupil}`, answer: answer('e1') }));
    await imported(source, rows);
    const learner = await idOf(source, 'pupil 1');
    const { id } = await imports.begin(source);
    await imports.take(id, importedRows(rows), 0);
    await host.learners.erase(learner);
    const waiting = await host.dataSource.query<unknown[]>('SELECT FROM import_answers WHERE import_id = $1', [id]);
    expect(waiting).toHaveLength(1);
    const job = await ended(host.jobs, (await imports.end(id)).id);
    expect(job.result).toMatchObject({ rows: 2, recorded: 0, duplicate: 1, erased: 1 });
    expect((await imported(source, rows)).report).toMatchObject({ recorded: 0, duplicate: 1, erased: 1 });
    const left = await host.dataSource.query<{ external_id: string }[]>(
      'SELECT external_id FROM external_ids WHERE source = $1',
      [source],
    );
    expect([left, await eventsOf(learner)]).toEqual([[{ external_id: 'pupil 2' }], []]);
  });

  it('goes on where its rows ended, and takes neither other rows nor another file', async () => {
    const source = newSource();
    const [one, other] = ['1', '2'].map((digit) => digit.repeat(64));
    const rows = Array.from({ length: PART + 5 }, (_, index) => ({ learner: 'p', answer: answer(`e${index}`) }));
    const begun = await imports.begin(source, { digest: one });
    await expect(imports.take(begun.id, importedRows(rows, PART + 2), 0)).rejects.toThrow('torn');
    await expect(imports.begin(source, { digest: other })).rejects.toMatchObject({ code: 'IMPORT_OUT_OF_STEP' });
    const again = await imports.begin(source, { digest: one });
    expect(again).toMatchObject({ id: begun.id, throughLine: PART, rows: PART, jobId: null });
    await expect(imports.take(again.id, importedRows(rows), 0)).rejects.toMatchObject({ throughLine: PART });
    await imports.take(again.id, importedRows(rows), again.throughLine);
    const { id: jobId } = await imports.end(again.id);
    await expect(imports.end(again.id)).rejects.toMatchObject({ code: 'IMPORT_OUT_OF_STEP' });
    await expect(imports.drop(again.id)).rejects.toMatchObject({ code: 'IMPORT_OUT_OF_STEP' });
    expect((await ended(host.jobs, jobId)).result).toMatchObject({ rows: PART + 5, recorded: PART + 5 });

    const dropped = await imports.begin(source, { digest: other });
    await expect(imports.end(dropped.id)).rejects.toMatchObject({ argument: 'answers' });
    await imports.drop(dropped.id);
    await expect(imports.get(dropped.id)).rejects.toMatchObject({ code: 'IMPORT_NOT_FOUND' });
    await expect(imports.begin('a b')).rejects.toMatchObject({ argument: 'source' });
    await expect(imports.begin(source, { digest: 'x' })).rejects.toMatchObject({ argument: 'digest' });
    expect(await imports.list(source)).toMatchObject([{ id: begun.id, jobId }]);
    const stranger = await host.jobs.enqueue('learners.import-answers', { import_id: begun.id });
    expect(await ended(host.jobs, stranger.id)).toMatchObject({ status: 'FAILED', errorCode: 'JOB_FAILED' });
  });

  /** Keeps a learner from being written until it is let go. */
  async function holding<T>(learner: string, work: (letGo: () => Promise<void>) => Promise<T>): Promise<T> {
    const runner = host.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT FROM learners WHERE id = $1 FOR UPDATE', [learner]);
    const letGo = async () => {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
    };
    try {
      return await work(letGo);
    } finally {
      await letGo();
      await runner.release();
    }
  }

  it('holds projections from becoming READY while answers without states are being written', async () => {
    await drained(host.jobs);
    const held = await newLearner(host.dataSource);
    await host.answers.record(held, [answer('e1')]);
    const source = newSource();
    const { id } = await imports.begin(source);
    await imports.take(id, importedRows([{ learner: held, answer: answer('e2') }]), 0);
    const paramsId = await createGain(host, 0.44);
    await holding(held, async (letGo) => {
      const job = await imports.end(id);
      const build = await host.projections.build('trail', { paramsId });
      const waits = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND NOT granted`;
      while ((await host.dataSource.query<unknown[]>(waits)).length === 0) await sleep(20);
      await letGo();
      expect(await ended(host.jobs, job.id)).toMatchObject({ status: 'SUCCESS', result: { recorded: 1 } });
      expect(await ended(host.jobs, build.id)).toMatchObject({ status: 'SUCCESS' });
    });
    await drained(host.jobs);
    expect(await host.projections.getProgress('trail', { paramsId })).toMatchObject({ status: 'READY', behind: 0 });
  });
});
