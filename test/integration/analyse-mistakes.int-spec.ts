import { MistakesV2Algorithm, type MistakesV2Output, MistakesV2Params } from 'learning-engine/algorithms';
import { MistakeAnalysisNotFoundError, type MistakeAnalysesService } from 'learning-engine/evidence';
import { randomUUID } from 'node:crypto';
import { alikeLearners, AnalysingHost } from '../support/engine/analysing-host.js';
import { answeredClass } from '../support/engine/answered-class.js';
import { type EvidenceHost } from '../support/engine/open-evidence.js';
import { type StoredAnswer } from '../support/engine/store-answers.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { simulatedClass } from '../support/models/simulated-class.js';

const why = { reason: 'a test' };
const EXAM = '2026-01-20T12:00:00.000Z';
const before = '2026-01-21T12:00:00.000Z';

describe('analyses of common mistakes in stored answers', () => {
  const database = useTestDatabase();
  let test: AnalysingHost;
  let host: EvidenceHost;
  let analyses: MistakeAnalysesService;
  beforeAll(async () => {
    test = await AnalysingHost.open(database.url);
    ({ host, analyses } = test);
    await host.registry.activateAlgoVersion('mistakes', 'v2', why);
  });
  afterAll(() => host?.app.close());

  const add = (logs: readonly StoredAnswer[][]) => test.add(logs);
  const run = (args: object) => test.run({ before, ...args });
  const analysed = (args: object) => test.analysed({ before, ...args });
  const alike = (bank_id: string, learners: number, more: Partial<StoredAnswer> = {}) =>
    alikeLearners(learners, { bank_id, at: EXAM, ...more });

  it('are what the version finds in the same answers, and name no learner', async () => {
    const simulated = simulatedClass({ seed: 1, learners: 300, questions: 20, sd: 1, misconception: true, wrongKey: true }); // prettier-ignore
    const ids = await add(answeredClass(simulated, EXAM, { bank_id: 'exam' }));
    await add(answeredClass(simulatedClass({ seed: 4, learners: 40, questions: 20, sd: 1 }), EXAM, { bank_id: 'other' })); // prettier-ignore

    const found = await analysed({ bank_id: 'exam' });
    const expected = new MistakesV2Algorithm().compute(new MistakesV2Params(), { ...simulated.input, now: before });
    expect(found.result).toEqual(JSON.parse(JSON.stringify(expected)));
    const { pairs, suspects } = found.result as unknown as MistakesV2Output;
    expect(pairs.rows.map(({ a, b }) => [a, b].map((one) => `${one.question_id} ${one.option}`).sort())).toContainEqual(simulated.planted); // prettier-ignore
    expect(suspects.map((one) => `${one.question_id} ${one.option}`)).toEqual([simulated.rightOption]);
    expect(found).toMatchObject({
      ...{ bankId: 'exam', groupId: null, version: 'v2', outcome: 'ANALYSED', reason: null, calibrationId: null },
      ...{ learners: 300, answers: 6000, until: new Date(before) },
      report: { learners_with_answers: 300, learners_drawn: 300, not_first: 0, left_out: { count: 0, questions: [] } },
    });
    expect(found.report.questions[0]).toMatchObject({ item_version: null, options: ['a', 'b', 'c', 'd'], option_count: 4, answers: 300 }); // prettier-ignore
    expect(await analysed({ bank_id: 'exam' })).toMatchObject({ digest: found.digest });

    const [named] = await host.dataSource.query<{ row: string }[]>(
      'SELECT a::text AS row FROM mistake_analyses a WHERE id = $1',
      [found.id],
    );
    expect(ids.filter((id) => named!.row.includes(id))).toEqual([]);
    expect(await host.dataSource.query('SELECT FROM fit_learners')).toEqual([]);
    const v1 = await analysed({ bank_id: 'exam', version: 'v1' });
    expect(v1).toMatchObject({ version: 'v1', outcome: 'ANALYSED', learners: 300 });
  });

  it('are of a group, of items and of a window, by answers as they were corrected last', async () => {
    const [left, withdrawn, late, erased, again] = await add(alike('term', 30, { group_ids: ['7a', 'choir'] }));
    await add(alike('term', 12, { group_ids: ['7b'] }));
    expect(await analysed({ bank_id: 'term' })).toMatchObject({ learners: 42, answers: 84 });
    const item_ids = ['term one'];
    expect(await analysed({ bank_id: 'term', item_ids })).toMatchObject({ learners: 42, answers: 42 });
    expect(await analysed({ group_id: '7a' })).toMatchObject({ groupId: '7a', bankId: null, learners: 30 });
    expect(await analysed({ bank_id: 'term', group_id: '7b' })).toMatchObject({ learners: 12, answers: 24 });
    expect(await analysed({ bank_id: 'term', before: EXAM })).toMatchObject({ outcome: 'NO_ANSWERS', result: null });

    const given = { at: EXAM, item_id: 'term one', option: 'y', key_option: 'y', option_count: 3, correct: true };
    await host.answers.correct(left!, { ...given, event_id: 'e1', bank_id: 'moved' }, why);
    for (const event of ['e1', 'e2']) await host.answers.void(withdrawn!, event, why);
    await host.answers.record(late!, [
      { ...given, event_id: 'later', bank_id: 'term', at: '2026-01-20T13:00:00.000Z' },
    ]);
    await host.learners.erase(erased!);
    await host.answers.correct(again!, { ...given, event_id: 'e2', item_id: 'term two', bank_id: 'term', attempt: 2 }, why); // prettier-ignore
    const fewer = await analysed({ bank_id: 'term' });
    expect(fewer).toMatchObject({ learners: 40, answers: 84 - 1 - 2 - 2 - 1, report: { not_first: 1 } });
  });

  it('leave out questions of which the key or the options are not known, and say why', async () => {
    const bank_id = 'odd';
    const item = (name: string, n: number, more: Partial<StoredAnswer>): StoredAnswer => ({
      ...{ item_id: name, bank_id, at: EXAM, correct: n % 2 === 0, option: n % 2 === 0 ? '1' : '3' },
      ...more,
    });
    await add(
      Array.from({ length: 20 }, (_, n) => [
        item('right once', n, {}),
        item('never right', n, { correct: false }),
        item('two keys', n, { key_option: n < 10 ? '1' : '3' }),
        item('two right', n, { correct: true }),
        item('one option', n, { option: '1', correct: true }),
        item('many options', n, { option_count: 40 }),
        item('versions', n, { item_version: n < 15 ? 'new' : 'old' }),
        item('no option', n, { option: undefined }),
      ]),
    );
    const { report, learners, answers, result } = await analysed({ bank_id });
    expect(report.left_out.questions.map(({ question_id, reason }) => [question_id, reason])).toEqual([
      ['many options', 'TOO_MANY_OPTIONS'],
      ['never right', 'KEY_UNKNOWN'],
      ['one option', 'ONE_OPTION'],
      ['two keys', 'KEYS_DIFFER'],
      ['two right', 'KEYS_DIFFER'],
    ]);
    expect(report.questions).toEqual([
      { question_id: 'right once', item_version: null, options: ['1', '2', '3'], option_count: 3, key_option: 1, answers: 20 }, // prettier-ignore
      { question_id: 'versions', item_version: 'new', options: ['1', '2', '3'], option_count: 3, key_option: 1, answers: 15 }, // prettier-ignore
    ]);
    expect([learners, answers, report.other_versions]).toEqual([20, 35, 5]);
    expect(result).toMatchObject({ pairs: { learners: 15 } });

    // The skill map says the key: for all versions.
    const items = ['two keys', 'never right'].map((item_id) => ({ item_id, key_option: '3' }));
    const { id } = await host.skillMaps.create({ items });
    await host.skillMaps.adopt(id, why);
    const keyed = await analysed({ bank_id });
    await host.skillMaps.withdraw(why);
    expect(keyed.skillMapId).toBe(id);
    expect(keyed.report.questions.map(({ question_id, key_option }) => [question_id, key_option])).toEqual([
      ...[['never right', 3], ['right once', 1], ['two keys', 3], ['versions', 1]], // prettier-ignore
    ]);
  });

  it('use difficulties where learners answered different questions', async () => {
    const simulated = simulatedClass({ seed: 5, learners: 200, questions: 12, sd: 1, answered: 0.5 });
    await add(answeredClass(simulated, EXAM, { bank_id: 'adaptive' }, String));
    const none = await analysed({ bank_id: 'adaptive' });
    expect(none).toMatchObject({ outcome: 'NOT_TAKEN', result: null, reason: expect.stringContaining('difficulty') as string }); // prettier-ignore

    const questions = simulated.input.questions.slice(0, 8);
    const items = questions.map(({ question_id, difficulty }) => ({ item_id: question_id, difficulty: difficulty! }));
    const { id } = await host.calibrations.create({ items });
    await host.calibrations.adopt(id, why);
    const found = await analysed({ bank_id: 'adaptive' });
    await host.calibrations.withdraw(why);
    const names = new Set(items.map(({ item_id }) => item_id));
    const expected = new MistakesV2Algorithm().compute(new MistakesV2Params(), {
      ...{ now: before, questions },
      attempts: simulated.input.attempts.filter(({ question_id }) => names.has(question_id)),
    });
    expect(found).toMatchObject({ outcome: 'ANALYSED', calibrationId: id, report: { left_out: { count: 4 } } });
    expect(found.report.left_out.questions[0]!.reason).toBe('NOT_CALIBRATED');
    expect(found.result).toEqual(JSON.parse(JSON.stringify(expected)));
  });

  it('are none of few learners, or where the output is too large, and say so', async () => {
    await add(alike('few', 9));
    const few = await analysed({ bank_id: 'few' });
    expect(few).toMatchObject({ outcome: 'TOO_FEW_LEARNERS', learners: 9, result: null, reason: expect.stringContaining('10') as string }); // prettier-ignore
    await add(
      Array.from({ length: 10 }, (_, n) =>
        Array.from({ length: 300 }, (_question, question) => ({
          ...{ item_id: `${question}`.padEnd(200, '.'), bank_id: 'wide', at: EXAM, option: n % 2 ? '1' : '2' },
          ...{ option_count: 20, key_option: '1', correct: n % 2 === 1 },
        })),
      ),
    );
    const wide = await analysed({ bank_id: 'wide', version: 'v1' });
    expect(wide).toMatchObject({ outcome: 'TOO_LARGE', result: null, report: { questions: [] } });
    expect((await run({ bank_id: 'few' })).result).toMatchObject({ outcome: 'TOO_FEW_LEARNERS', learners: 9 });
  });

  it('fail where what is named is not there, naming the field, and keep nothing', async () => {
    for (const [args, errorCode, message] of [
      [{ bank_id: 'no such bank' }, 'INVALID_JOB_ARGS', 'bank_id must be a bank that stored answers name'],
      [{ group_id: 'no such group' }, 'INVALID_JOB_ARGS', 'group_id must be a group that stored answers name'],
      [{ bank_id: 'few', group_id: '7a' }, 'INVALID_JOB_ARGS', 'bank_id must be a bank that stored answers name, together with group_id'], // prettier-ignore
      [{ bank_id: 'few', version: 'v9' }, 'JOB_FAILED', 'v9'],
      [{ bank_id: 'few', version: 'v0' }, 'JOB_FAILED', 'it computes nothing yet'],
      [{ bank_id: 'few', params_id: '00000000-0000-4000-8000-000000000000' }, 'JOB_FAILED', '00000000'],
    ] as const) {
      expect(await run(args)).toMatchObject({ status: 'FAILED', errorCode, errorMessage: expect.stringContaining(message) as string }); // prettier-ignore
    }
    expect(await host.dataSource.query('SELECT FROM fit_learners')).toEqual([]);
    for (const [args, field] of [
      [{}, 'must have bank_id or group_id'],
      [{ bank_id: '' }, 'bank_id'],
      [{ bank_id: 'few', learners: [] }, 'learners'],
      [{ bank_id: 'few', item_ids: [] }, 'item_ids'],
      [{ bank_id: 'few', before: 'tomorrow' }, 'before'],
    ] as const) {
      await expect(host.jobs.enqueue('mistakes.analyse', args)).rejects.toThrow(field);
    }
  });

  it('are listed newest first, and never change', async () => {
    const all = await analyses.list({}, { limit: 200 });
    const first = await analyses.list({ bankId: 'term' }, { limit: 2 });
    expect(first.analyses.map(({ id }) => id)).toEqual(all.analyses.filter(({ bankId }) => bankId === 'term').slice(0, 2).map(({ id }) => id)); // prettier-ignore
    const second = await analyses.list({ bankId: 'term' }, { limit: 200, before: first.nextBefore! });
    expect([first.analyses, second.analyses].flat()).toHaveLength(5);
    expect(second.nextBefore).toBeNull();
    const visible = await analyses.list({ visibleGroupIds: ['7b'] }, { limit: 200 });
    expect(new Set(visible.analyses.map(({ groupId }) => groupId))).toEqual(new Set([null, '7b']));
    await expect(analyses.list({}, { before: 'x' })).rejects.toThrow('before');
    await expect(analyses.list({ bankId: '\u0000' })).rejects.toThrow('bankId');
    await expect(analyses.get(randomUUID())).rejects.toBeInstanceOf(MistakeAnalysisNotFoundError);
    await expect(host.dataSource.query('UPDATE mistake_analyses SET learners = 1')).rejects.toThrow('never changes');
  });
});
