import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { AlgoVersionNotFoundError, InvalidArgumentError, ParamsNotFoundError } from 'learning-engine';
import { CannotEvaluateError, type Evaluation, EvaluationNotFoundError } from 'learning-engine/evidence';
import { JobAlreadyEndedError } from 'learning-engine/jobs';
import { type Answer } from 'learning-engine/learners';
import { useTestDatabase } from '../support/database/test-database.js';
import { answersOf, learnerNumber } from '../support/engine/answers.js';
import { type EvidenceHost, evaluated, learnersWith, openEvidence, setOf } from '../support/engine/open-evidence.js';
import { ended } from '../support/engine/open-jobs.js';
import { seedPaceVersions } from '../support/engine/pace-versions.js';
import { type CommandCall, type CommandResult } from '../../src/learning-engine/cli/command.js';
import { evaluateFile } from '../../src/learning-engine/cli/evaluate-file.js';

const why = { reason: 'a test' };
/** More answers than one part of an evaluation has. */
const [LEARNERS, ANSWERS] = [24, 50];
/** More than a chunk has. */
const OTHERS = 201;

const OTHER: Answer = {
  ...{ event_id: 'e', at: '2026-01-12T10:00:00Z', item_id: 'i1', skill_ids: ['s1'], correct: true, sequence: 1 },
};
const ALL = LEARNERS + OTHERS;

describe('the evaluation of a version by stored answers', () => {
  const database = useTestDatabase();
  let host: EvidenceHost;
  let folder: string;
  let learners: string[];
  let logs: Answer[][];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learning-engine-evaluations-'));
    host = await openEvidence(database.url, { concurrency: 1, pollMs: 20 });
    await seedPaceVersions(host);
    logs = Array.from({ length: LEARNERS }, (_, learner) =>
      answersOf(learner, ANSWERS - (learner % 9)).map((given, n) => ({
        ...given,
        sequence: n % 7,
        ...(learner % 10 > 0 && { group_ids: [`class-${learner % 10}`, ...(n % 5 > 0 ? [] : ['choir'])] }),
      })),
    );
    learners = await learnersWith(host, logs);
    for (let n = 0; n < OTHERS; n += 1) learners.push(learnerNumber(n));
    logs.push(...Array.from({ length: OTHERS }, () => [OTHER]));
    await host.dataSource.query(
      `WITH made AS (INSERT INTO learners (id, revision, last_seq) SELECT unnest($1::uuid[]), 1, 1 RETURNING id)
       INSERT INTO learner_answers (learner_id, seq, event_id, version, kind, at, item_id, skill_ids, group_ids, correct, graded_by, context, sequence, digest)
       SELECT id, 1, 'e', 1, 'answer', $2, $3, $4, '{}', true, 'correct', 'practice', 1, sha256(convert_to(id::text, 'UTF8')) FROM made`,
      [learners.slice(LEARNERS), OTHER.at, OTHER.item_id, OTHER.skill_ids],
    );
  });
  afterAll(async () => {
    await host?.app.close();
    await rm(folder, { recursive: true });
  });

  const all = (version: string, paramsId?: string) => ({ version, paramsId, sample: 'all' as const });
  const rows = (table: string) => host.dataSource.query<unknown[]>(`SELECT FROM ${table}`);

  /** By the answers that count, written to a file. */
  async function ofFile(from?: string): Promise<Evaluation> {
    const lines = learners.flatMap((learner, index) =>
      logs[index]!.map((given) =>
        [
          ...[learner, given.event_id, given.at, given.sequence ?? '', given.item_id, given.skill_ids!.join(';')],
          ...[Number(given.correct), given.option_count ?? '', given.group_ids?.join(';') ?? ''],
        ].join(),
      ),
    );
    const file = join(folder, 'answers.csv');
    const titles = 'learner_id,event_id,at,sequence,item_id,skill_ids,correct,option_count,group_ids';
    await writeFile(file, [titles, ...lines.reverse()].join('\n'));
    const options = { answers: file, versions: 'v1,v2', from };
    const target = () => Promise.reject(new Error('A file needs no database.'));
    const call = { target, args: { key: 'mastery' }, options } as unknown as CommandCall;
    const { data } = (await evaluateFile(call)) as CommandResult;
    return data as Evaluation;
  }
  const unnamed = ({ contenders, comparisons, ...evaluation }: Evaluation) => ({
    ...{ learners: evaluation.learners, answers: evaluation.answers, judged: evaluation.judged },
    ...{ not_predicted: evaluation.not_predicted, right: evaluation.right, digest: evaluation.answers_digest },
    ...{ classes: evaluation.classes, intervals_over: evaluation.intervals_over },
    contenders: contenders.map(({ name: _, ...measures }) => measures),
    comparisons: comparisons.map(({ name: _, against: _against, ...comparison }) => comparison),
  });

  it('gives bit for bit what the same answers in a file give, and keeps nothing of learners', async () => {
    await host.registry.activateAlgoVersion('mastery', 'v1', why);
    await host.answers.void(learners[2]!, 'e1', why);
    logs[2] = logs[2]!.filter(({ event_id }) => event_id !== 'e1');
    const corrected = { ...logs[3]![1]!, correct: !logs[3]![1]!.correct };
    await host.answers.correct(learners[3]!, corrected, why);
    logs[3] = logs[3]!.with(1, corrected);

    const { report, digest, job } = await evaluated(host, 'mastery', all('v2'));
    expect(job).toMatchObject({ status: 'SUCCESS', progressDone: ALL, result: { digest } });
    expect(report).toMatchObject({
      ...{ algo_key: 'mastery', active: { version: 'v1' }, candidate: { version: 'v2' }, sample: 'all', from: null },
      ...{ all_learners: ALL, failures: { active: 0, candidate: 0 } },
    });
    expect(report!.contenders.map(({ name }) => name)).toEqual(['active', 'candidate', 'constant', 'moving average']);
    expect(report!.verdict).toBe(report!.comparisons[0]!.verdict);
    expect(report).toMatchObject({ classes: 9, intervals_over: 'classes' });
    expect(unnamed(report!)).toEqual(unnamed(await ofFile()));

    const from = new Date('2026-01-10T00:00:00Z');
    const later = await evaluated(host, 'mastery', { ...all('v2'), from });
    expect(later.report!.judged).toBeLessThan(report!.judged);
    expect(unnamed(later.report!)).toEqual(unnamed(await ofFile(from.toISOString())));
    for (const table of ['evaluation_learners', 'evaluation_answers', 'evaluation_ratings']) {
      expect([table, await rows(table)]).toEqual([table, []]);
    }
  });

  it('is the same for the same request at the same moment, and listed with its version', async () => {
    const [first, second] = [
      await evaluated(host, 'mastery', { version: 'v2', sample: 20 }),
      await evaluated(host, 'mastery', { version: 'v2', sample: 20 }),
    ];
    expect(second.digest).toBe(first.digest);
    expect(first.report).toMatchObject({ sample: 20, learners: 20, all_learners: ALL });
    expect((await evaluated(host, 'mastery', { version: 'v2', sample: 21 })).digest).not.toBe(first.digest);

    const page = await host.evaluations.list('mastery', { version: 'v2' }, { limit: 2 });
    expect(page.evaluations.map(({ id }) => id)).toContain(second.job.id);
    const rest = await host.evaluations.list('mastery', {}, { before: page.nextBefore! });
    expect(rest.evaluations.map(({ digest }) => digest)).toContain(first.digest);
    expect((await host.evaluations.list('mastery', { version: 'v1' })).evaluations).toEqual([]);
    const paramsId = first.report!.candidate.params_id;
    const ofSet = await host.evaluations.list('mastery', { version: 'v2', paramsId });
    expect(ofSet.evaluations.map(({ id }) => id)).toContain(second.job.id);
    expect((await host.evaluations.list('mastery', { paramsId: randomUUID() })).evaluations).toEqual([]);
    await expect(host.evaluations.list('mastery', { paramsId: 'x' })).rejects.toMatchObject({ argument: 'paramsId' });
  });

  it('judges answers alone, as decisions of people let them count', async () => {
    const session = randomUUID();
    const given = (n: number, more: Partial<Answer> = {}): Answer => ({
      ...{ event_id: `e${n}`, at: `2026-01-1${n}T10:00:00Z`, item_id: 'p', correct: true },
      ...more,
    });
    const before = (await evaluated(host, 'pace', all('v1'))).report!;
    const [learner] = await learnersWith(host, [[given(1), given(2), given(3, { session_id: session })]]);
    const added = async () => {
      const { judged, answers } = (await evaluated(host, 'pace', all('v1'))).report!;
      return [answers - before.answers, judged - before.judged];
    };
    expect(await added()).toEqual([3, 3]);
    await host.answers.decide(
      learner!,
      { kind: 'reset', scope: { kind: 'item', id: 'p' }, at: new Date('2026-01-11T12:00:00Z') },
      why,
    );
    expect(await added()).toEqual([3, 3]);
    await host.answers.decide(learner!, { kind: 'exclude_session', scope: { kind: 'session', id: session } }, why);
    expect(await added()).toEqual([2, 2]);
    await host.learners.erase(learner!);
    expect(await added()).toEqual([0, 0]);
  });

  it('counts those at whom a fold throws, and says nothing of them', async () => {
    const boom = [{ event_id: '1', item_id: 'boom', at: '2026-01-20T10:00:00Z', correct: true }];
    const [learner] = await learnersWith(host, [boom]);
    const { report } = await evaluated(host, 'pace', all('v2'));
    expect(report).toMatchObject({ failures: { active: 0, candidate: 1 }, not_predicted: 1 });
    await host.learners.erase(learner!);
  });

  it('says which one is better, and what could not be seen', async () => {
    const { report } = await evaluated(host, 'pace', all('v1', await setOf(host, 'pace', 'v1', { needed: 90 })));
    expect(report!.verdict).toBe('worse');
    const same = (await evaluated(host, 'pace', all('v1'))).report!;
    expect(same).toMatchObject({
      verdict: 'cannot tell',
      comparisons: [{ log_loss_difference: 0, interval: null }, {}, {}],
    });
    await host.registry.retire('mastery', why);
    const alone = (await evaluated(host, 'mastery', all('v2'))).report!;
    expect(alone).toMatchObject({ active: null, verdict: null, comparisons: [{ against: 'candidate' }, {}] });
  });

  it('is rejected for what predicts nothing', async () => {
    const { evaluations } = host;
    await expect(evaluations.start('pace', { version: 'v9' })).rejects.toThrow(AlgoVersionNotFoundError);
    await expect(evaluations.start('pace', { version: 'v1', paramsId: randomUUID() })).rejects.toThrow(
      ParamsNotFoundError,
    );
    await expect(evaluations.start('mastery', { version: 'v0' })).rejects.toThrow(CannotEvaluateError);
    for (const asked of [{ sample: 19 }, { from: new Date(NaN) }]) {
      await expect(evaluations.start('pace', { version: 'v1', ...asked })).rejects.toThrow(InvalidArgumentError);
    }
    const none = await evaluated(host, 'pace', { ...all('v1'), from: new Date('2100-01-01T00:00:00Z') });
    expect(none).toMatchObject({ job: { status: 'FAILED' }, report: null });
    expect(none.job.errorMessage).toContain('there is none');
    for (const id of [randomUUID(), 'x', none.job.id]) {
      await expect(evaluations.get('mastery', id)).rejects.toThrow(EvaluationNotFoundError);
    }
    await ended(host.jobs, none.job.id);
    await expect(evaluations.cancel('pace', none.job.id)).rejects.toThrow(JobAlreadyEndedError);
  });
});
