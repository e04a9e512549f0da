import { type PreviewPart } from 'learning-engine/evidence';
import { createHash } from 'node:crypto';
import { useTestDatabase } from '../support/database/test-database.js';
import { answersOf } from '../support/engine/answers.js';
import { type EvidenceHost, learnersWith, openEvidence, previewed, setOf } from '../support/engine/open-evidence.js';
import { seedPaceVersions } from '../support/engine/pace-versions.js';
import { activeStates, expectedPart, ofTheMoment } from '../support/engine/preview-by-hand.js';
import { scaled } from '../support/fault-scale.js';

const LEARNERS = scaled(300, 40);
const NOW = '2026-01-22T12:00:00.000Z';
const now = new Date(NOW);
const why = { reason: 'a test' };

describe('the preview of all learners', () => {
  const database = useTestDatabase();
  let host: EvidenceHost;
  beforeAll(async () => {
    host = await openEvidence(database.url, { concurrency: 1, pollMs: 20 });
    await seedPaceVersions(host);
  });
  afterAll(() => host?.app.close());

  const all = (version: string, paramsId?: string) => ({ version, paramsId, sample: 'all' as const, now });

  it('is what is there right after the activation, every number, and writes nothing else', async () => {
    const counts = (learner: number) => [3, 9, 10, 30, 49, 60, 199, 210][learner % 8]!;
    const logs = Array.from({ length: LEARNERS }, (_, learner) => answersOf(learner, counts(learner)));
    const learners = await learnersWith(host, logs);
    await host.answers.void(learners[2]!, 'e1', why);
    await host.answers.correct(learners[3]!, { ...logs[3]![1]!, correct: false }, why);
    // Accounts of one person, who have events of the same names: each of those counts once.
    await host.learners.merge(learners[4]!, learners[5]!, why);
    await host.learners.merge(learners[0]!, learners[5]!, why);
    const known = await host.dataSource.query<{ id: string; entries: number }[]>(
      `SELECT id, (last_seq + coalesce((SELECT sum(m.last_seq) FROM learners m WHERE m.merged_into = l.id), 0))::int AS entries
       FROM learners l WHERE erased_at IS NULL AND merged_into IS NULL AND last_seq > 0`,
    );
    const idsOf = (least: number, most = Infinity) =>
      known.filter(({ entries }) => entries >= least && entries <= most).map(({ id }) => id);
    const strata = [idsOf(1, 9), idsOf(10, 49), idsOf(50, 199), idsOf(200)];
    const candidates = {
      mastery: await setOf(host, 'mastery', 'v1', { p_transit: 0.15, p_slip: 0.12, mastery_threshold: 0.9 }),
      revision: await setOf(host, 'revision', 'v1', { request_retention: 0.8 }),
      pace: await setOf(host, 'pace', 'v1', { days: 0.3, needed: 3 }),
    };
    for (const key of ['mastery', 'revision']) await host.registry.activateAlgoVersion(key, 'v1');
    const readAll = async (algoKey: string) => {
      for (const { id } of known) await host.states.getState(id, { algoKey }, { limit: 1 });
      return activeStates(host.dataSource, algoKey);
    };
    const before = new Map<string, Awaited<ReturnType<typeof readAll>>>();
    for (const key of Object.keys(candidates)) before.set(key, await readAll(key));

    const untouched = await checksums();
    const reports = new Map<string, Awaited<ReturnType<typeof previewed>>>();
    for (const [key, paramsId] of Object.entries(candidates)) {
      reports.set(key, await previewed(host, key, all('v1', paramsId)));
    }
    expect(await checksums()).toEqual(untouched);

    for (const [key, paramsId] of Object.entries(candidates)) {
      await host.registry.activateParams(paramsId, why);
      const after = await readAll(key);
      const { report, digest } = reports.get(key)!;
      const part = (ids: readonly string[]) => ({ ...expectedPart(ids, before.get(key)!, after, NOW) });
      expect(ofTheMoment(report!.total)).toEqual(part(known.map(({ id }) => id)));
      // What is not said of all is not said of a part.
      const said = (given: Partial<PreviewPart>) => Object.keys(given).sort();
      report!.strata.forEach(({ answers, ...found }, index) => {
        expect([answers, found.learners.all]).toEqual([
          ['1–9', '10–49', '50–199', '200+'][index],
          strata[index]!.length,
        ]);
        if (strata[index]!.length > 0) expect(ofTheMoment(found)).toEqual(part(strata[index]!));
        expect(said(found)).toEqual(said(report!.total));
      });
      expect(report!.left_out.map(({ what }) => what)).toEqual({
        mastery: ['due', 'forecast', 'next'],
        revision: ['values', 'mastered', 'next'],
        pace: ['next'],
      }[key]!); // prettier-ignore
      expect(digest).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('compares versions of one key: from mastery v1 to v2, skills are gained and lost', async () => {
    const readAll = async () => {
      const ids = await host.dataSource.query<{ id: string }[]>(
        'SELECT id FROM learners WHERE last_seq > 0 AND merged_into IS NULL',
      );
      for (const { id } of ids) await host.states.getState(id, { algoKey: 'mastery' }, { limit: 1 });
      return { ids: ids.map(({ id }) => id), states: await activeStates(host.dataSource, 'mastery') };
    };
    await host.registry.activateAlgoVersion('mastery', 'v1', why);
    const before = await readAll();
    const { report } = await previewed(host, 'mastery', {
      ...all('v2'),
      paramsId: await setOf(host, 'mastery', 'v2', { mastery_threshold: 0.6 }),
    });
    await host.registry.activateAlgoVersion('mastery', 'v2', {
      paramsId: report!.candidate.params_id,
      reason: 'a test',
    });
    const after = await readAll();

    expect(ofTheMoment(report!.total)).toEqual({ ...expectedPart(before.ids, before.states, after.states, NOW) });
    expect(report!.total.mastered!.lost.total).toBeGreaterThan(0);
    expect(report!.total.mastered!.gained.total).toBeGreaterThan(0);
    expect(report!.left_out.map(({ what }) => what)).toEqual(['due', 'forecast', 'next']);
  });

  /** Of every table but those of jobs, of the feed, and of previews themselves. */
  async function checksums(): Promise<Record<string, string>> {
    const tables = await host.dataSource.query<{ name: string }[]>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
       AND tablename NOT IN ('job_runs', 'engine_events', 'previews', 'preview_learners') ORDER BY 1`,
    );
    const sums: Record<string, string> = {};
    for (const { name } of tables) {
      const rows = await host.dataSource.query<{ row: string }[]>(`SELECT t::text AS row FROM ${name} t ORDER BY 1`);
      sums[name] = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
    }
    return sums;
  }
});
