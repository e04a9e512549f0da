import { AlgoVersionNotFoundError, InvalidArgumentError, ParamsNotFoundError } from 'learning-engine';
import { CannotPreviewError, PreviewNotFoundError } from 'learning-engine/evidence';
import { JobAlreadyEndedError } from 'learning-engine/jobs';
import { type Answer } from 'learning-engine/learners';
import { randomUUID } from 'node:crypto';
import { useTestDatabase } from '../support/database/test-database.js';
import { answersOf } from '../support/engine/answers.js';
import { type EvidenceHost, learnersWith, openEvidence, previewed, setOf } from '../support/engine/open-evidence.js';
import { ended } from '../support/engine/open-jobs.js';
import { seedPaceVersions } from '../support/engine/pace-versions.js';

const now = new Date('2026-01-22T12:00:00Z');

describe('the preview of a version', () => {
  const database = useTestDatabase();
  let host: EvidenceHost;
  beforeAll(async () => {
    host = await openEvidence(database.url, { concurrency: 1, pollMs: 20 });
    await seedPaceVersions(host);
  });
  afterAll(() => host?.app.close());

  const all = (version: string, paramsId?: string) => ({ version, paramsId, sample: 'all' as const, now });
  const item = (event_id: string, item_id: string, at: string, correct = true): Answer => ({
    ...{ event_id, item_id, at: `2026-01-${at}Z`, correct },
  });

  describe('of a class of five', () => {
    let ana: string;
    beforeAll(async () => {
      const class5 = [
        // p: 2 right, q: 1 right.
        [item('1', 'p', '19T10:00:00'), item('2', 'p', '20T10:00:00'), item('3', 'q', '21T10:00:00')],
        // p: 0 right.
        [item('1', 'p', '22T10:00:00', false)],
        // p: 3 right; ten answers in all.
        [
          ...['18', '19', '20'].map((day) => item(day, 'p', `${day}T08:00:00`)),
          ...[1, 2, 3, 4, 5, 6, 7].map((n) => item(`q${n}`, 'q', `21T08:00:0${n}`, false)),
        ],
        // It says nothing about an item.
        [{ event_id: '1', at: '2026-01-20T10:00:00Z', skill_ids: ['s'], correct: true }],
        // p: 1 right, and `boom`: 1 right, which the second version cannot fold.
        [item('1', 'p', '20T23:00:00'), item('2', 'boom', '20T23:30:00')],
      ];
      [ana] = (await learnersWith(host, class5)) as [string];
    });

    it('says what was computed by hand', async () => {
      // v1 with 1 day and 2 needed, as it is active, against 4 days and 1 needed. Right answers r: due after (r + 1) or 4 (r + 1)
      // days; mastered from 2 or from 1 on; value r / (r + 2) or r / (r + 1).
      //   Ana   p r 2: 23 Jan 10:00 or 1 Feb, mastered both,       .5 → .6667     q r 1: 23 Jan 10:00 or 29 Jan 10:00, gained, .3333 → .5
      //   Ben   p r 0: 23 Jan 10:00 or 26 Jan 10:00, 0 → 0
      //   Cleo  p r 3: 24 Jan 08:00 or 5 Feb, mastered both, .6 → .75             q r 0: 22 Jan 08:00 or 25 Jan 08:00, 0 → 0
      //   Dan   nothing
      //   Eva   p r 1: 22 Jan 23:00 or 28 Jan 23:00, gained, .3333 → .5           boom r 1: 22 Jan 23:30 or 28 Jan 23:30, gained
      const candidate = await setOf(host, 'pace', 'v1', { days: 4, needed: 1 });
      const { job, report, digest, mostChanged } = await previewed(host, 'pace', all('v1', candidate));
      const number = (total: number) => ({ total, interval: [total, total] });
      const share = (value: number) => ({ share: value, interval: [value, value] });

      expect(job).toMatchObject({ status: 'SUCCESS', progressDone: 5, progressTotal: 5, result: { digest } });
      const { total } = report!;
      expect(total.learners).toEqual({ all: 5, sampled: 5 });
      expect(total.states).toEqual({ active: number(7), candidate: number(7) });
      expect(total.failures).toEqual({ active: [], candidate: [] });
      const due = (sum: number, mean: number, [p50, p95, max]: number[]) => ({
        ...{ ...number(sum), mean, mean_interval: [mean, mean] },
        ...{ p50, p95, max },
      });
      expect(total.due).toEqual([
        // Before 23 Jan: Cleo's q, and both of Eva's.
        { within: 'today', before: '2026-01-23T00:00:00.000Z', active: due(3, 0.6, [0, 2, 2]), candidate: due(0, 0, [0, 0, 0]) },
        // Before 29 Jan 12:00: all of v1; Ana's q, Ben, Cleo's q, both of Eva's.
        { within: '7 days', before: '2026-01-29T12:00:00.000Z', active: due(7, 1.4, [2, 2, 2]), candidate: due(5, 1, [1, 2, 2]) },
        { within: '30 days', before: '2026-02-21T12:00:00.000Z', active: due(7, 1.4, [2, 2, 2]), candidate: due(7, 1.4, [2, 2, 2]) },
      ]); // prettier-ignore
      // Each interval is four times as long.
      expect(total.intervals).toMatchObject({ states: number(7), beyond_3: share(1), below_third: share(0) });
      expect(total.intervals!.ratios.map(({ total: count }) => count)).toEqual([0, 0, 0, 0, 0, 0, 7]);
      // Values of 2 and 2, changes: .1667, .1667, 0, .15, 0, .1667, .1667.
      expect(total.values!.change).toEqual({ p50: 0.1667, p95: 0.1667 });
      expect(total.values!.bands!.matrix).toEqual([
        [2, 0, 0, 0, 0, 0],
        [0, 0, 3, 0, 0, 0],
        [0, 0, 1, 1, 0, 0],
        [0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0],
      ]);
      expect(total.mastered).toEqual({
        ...{ active: number(2), candidate: number(5), gained: number(3), lost: number(0) },
        ...{ gained_share: share(Number((3 / 7).toPrecision(12))), lost_share: share(0) },
      });
      expect(report!.strata.map(({ answers, learners }) => [answers, learners.all])).toEqual([
        ['1–9', 4],
        ['10–49', 1],
        ['50–199', 0],
        ['200+', 0],
      ]);
      // Eva: both items are no longer due today. Then Ana's q and Cleo's q and p, by how much their values change.
      expect(mostChanged.map(({ moved, change }) => [moved, change])).toEqual([
        [2, 0.3334],
        [2, 0.15],
        [1, 0.3334],
      ]);
      expect(mostChanged[2]).toMatchObject({ learnerId: ana, answers: 3, gained: 1, lost: 0 });
      expect(report!.left_out.map(({ what }) => what)).toEqual(['next']);
      // How the four who have something due may go on is drawn: what comes out is not known before.
      const [week, month] = report!.total.forecast!;
      expect([week!.within, month!.within]).toEqual(['7 days', '30 days']);
      expect(month!.learners).toEqual({ total: 5, interval: [5, 5] });
      expect(month!.reviews.candidate.total).toBeGreaterThan(week!.reviews.candidate.total);
      expect(month!.minutes_per_day).toEqual({ active: null, candidate: null });
    });

    it('counts those at whom a fold throws, and goes on with the others', async () => {
      const { report } = await previewed(host, 'pace', all('v2'));
      const failed = [{ code: 'FOLD_FAILED', learners: { total: 1, interval: [1, 1] } }];
      expect(report!.total.failures).toEqual({ active: [], candidate: failed });
      expect(report!.total.states).toMatchObject({ active: { total: 7 }, candidate: { total: 5 } });
    });

    it('names learners beside the report, until they are erased', async () => {
      const paramsId = await setOf(host, 'pace', 'v1', { days: 4, needed: 1 });
      const { job, mostChanged, digest, report } = await previewed(host, 'pace', all('v1', paramsId));
      expect(JSON.stringify(report)).not.toContain(ana);
      const [left] = await learnersWith(host, [[item('1', 'p', '19T10:00:00')]]);
      await host.learners.erase(ana);
      await host.learners.erase(left!);
      const after = await host.previews.get('pace', job.id);
      expect(after).toMatchObject({ digest, report });
      const named = mostChanged.map(({ learnerId }) => learnerId);
      expect(named).toContain(ana);
      expect(after.mostChanged.map(({ learnerId }) => learnerId)).toEqual(named.map((id) => (id === ana ? null : id)));
      expect(await host.dataSource.query('SELECT FROM preview_learners WHERE learner_id = $1', [ana])).toEqual([]);
    });
  });

  describe('of a sample', () => {
    let paramsId: string;
    beforeAll(async () => {
      await learnersWith(
        host,
        Array.from({ length: 60 }, (_, learner) => answersOf(learner, [2, 5, 12][learner % 3]!)),
      );
      paramsId = await setOf(host, 'pace', 'v1', { days: 5, needed: 1 });
    });
    const asked = (sample: number) => ({ version: 'v1', paramsId, sample, now });

    it('is the same for the same request', async () => {
      const [first, second] = [await previewed(host, 'pace', asked(20)), await previewed(host, 'pace', asked(20))];
      expect(second.digest).toBe(first.digest);
      expect(second.job.id).not.toBe(first.job.id);
      expect((await previewed(host, 'pace', asked(21))).digest).not.toBe(first.digest);
    });

    it('is listed with its version and its parameter set, the newest first', async () => {
      const newest = await previewed(host, 'pace', asked(20));
      const { previews, nextBefore } = await host.previews.list('pace', { paramsId }, { limit: 2 });
      const [last] = await host.registry.getHistory('pace');
      expect(previews[0]).toEqual({
        ...{ id: newest.job.id, version: 'v1', paramsId, asOf: newest.asOf, digest: newest.digest },
        ...{ activeVersion: 'v1', activeParamsId: last!.paramsId, activationId: last!.id },
      });
      expect(previews.map((preview) => preview.paramsId)).toEqual([paramsId, paramsId]);
      const rest = await host.previews.list('pace', { paramsId }, { before: nextBefore! });
      expect(rest.previews.every(({ id }) => id < previews[1]!.id)).toBe(true);
      expect((await host.previews.list('pace', { version: 'v2', paramsId })).previews).toEqual([]);
      expect((await host.previews.list('mastery')).previews).toEqual([]);
      await expect(host.previews.list('pace', { paramsId: 'x' })).rejects.toMatchObject({ argument: 'paramsId' });
      await expect(host.previews.list('pace', {}, { before: 'x' })).rejects.toMatchObject({ argument: 'before' });
    });

    it('has intervals, and learners of every group', async () => {
      const { report } = await previewed(host, 'pace', asked(20));
      const { learners, states } = report!.total;
      expect(learners.all).toBeGreaterThan(60);
      expect(learners.sampled).toBeLessThan(25);
      for (const { learners: some } of report!.strata) {
        expect(some.sampled).toBeGreaterThanOrEqual(Math.min(2, some.all));
      }
      const { total, interval } = states.candidate;
      expect(interval![0]).toBeLessThan(total);
      expect(interval![1]).toBeGreaterThan(total);
    });
  });

  it('is rejected for what cannot be compared', async () => {
    const { previews } = host;
    await expect(previews.start('pace', { version: 'v9' })).rejects.toThrow(AlgoVersionNotFoundError);
    await expect(previews.start('pace\0', { version: 'v1' })).rejects.toThrow(AlgoVersionNotFoundError);
    await expect(previews.start('pace', { version: 'v1', paramsId: randomUUID() })).rejects.toThrow(
      ParamsNotFoundError,
    );
    await expect(previews.start('pace', { version: 'v1', paramsId: 'x' })).rejects.toThrow(ParamsNotFoundError);
    await expect(previews.start('mastery', { version: 'v0' })).rejects.toThrow(CannotPreviewError);
    await expect(previews.start('mastery', { version: 'v0' })).rejects.toThrow('it folds no answers');
    for (const sample of [19, 10_001, 20.5, 'some' as 'all']) {
      await expect(previews.start('pace', { version: 'v1', sample })).rejects.toThrow(InvalidArgumentError);
    }
    await expect(previews.start('pace', { version: 'v1', now: new Date(NaN) })).rejects.toThrow(InvalidArgumentError);
    for (const id of [randomUUID(), 'x']) {
      await expect(previews.get('pace', id)).rejects.toThrow(PreviewNotFoundError);
      await expect(previews.cancel('pace', id)).rejects.toThrow(PreviewNotFoundError);
    }
    const { id } = await previews.start('pace', { version: 'v1', sample: 'all', now });
    await expect(previews.get('mastery', id)).rejects.toThrow(PreviewNotFoundError);
    await ended(host.jobs, id);
    await expect(previews.cancel('pace', id)).rejects.toThrow(JobAlreadyEndedError);
  });
});
