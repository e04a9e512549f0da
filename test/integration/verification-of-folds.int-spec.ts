import { VerificationService } from 'learning-engine/jobs';
import { type Answer } from 'learning-engine/learners';
import { randomUUID } from 'node:crypto';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer, answersOf, shuffled } from '../support/engine/answers.js';
import { type EvidenceHost, openEvidence } from '../support/engine/open-evidence.js';
import { newLearner } from '../support/engine/open-learners.js';
import { verified } from '../support/engine/open-verifications.js';
import { seedPaceVersions } from '../support/engine/pace-versions.js';

const LEARNERS = 6;
const ANSWERS = 24;
const actor = randomUUID();

describe('verifying folds', () => {
  const database = useTestDatabase();
  let host: EvidenceHost & { verifications: VerificationService };
  let learners: string[];
  beforeAll(async () => {
    const opened = await openEvidence(database.url, { concurrency: 1, pollMs: 20 });
    host = { ...opened, verifications: opened.app.get(VerificationService, { strict: false }) };
    await seedPaceVersions(host);
    await host.registry.activateAlgoVersion('mastery', 'v1', { reason: 'a test' });
    await host.registry.activateAlgoVersion('revision', 'v1', { reason: 'a test' });
    const logs = Array.from({ length: LEARNERS }, (_, learner) => answersOf(learner, ANSWERS));
    learners = await Promise.all(logs.map(() => newLearner(host.dataSource)));
    const parts = (all: Answer[], of: number) =>
      Array.from({ length: of }, (_, n) => all.filter((__, i) => i % of === n));
    for (const [index, learner] of learners.entries()) {
      // In order; in any order, with answers that are late; all at once.
      const log = logs[index]!;
      const calls = [log.map((one) => [one]), parts(shuffled(log), 5), [log]][index % 3]!;
      for (const call of calls) await host.answers.record(learner, call);
      const [first, second] = log as [Answer, Answer];
      const why = { actorUserId: actor, reason: 'a test' };
      await host.answers.correct(learner, { ...first, correct: false }, why);
      await host.answers.void(learner, second.event_id, why);
      if (index > 3) await host.answers.decide(learner, { kind: 'reset', scope: { kind: 'learner' } }, why);
      await host.answers.record(learner, [{ ...log.at(-1)!, event_id: 'one-more', at: new Date().toISOString() }]);
    }
  });
  afterAll(() => host?.app.close());

  /** As the owner of the tables. */
  const alter = (table: string, statement: string, values: unknown[]) =>
    host.dataSource.transaction(async (manager) => {
      await manager.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
      await manager.query(statement, values);
      await manager.query(`ALTER TABLE ${table} ENABLE TRIGGER ALL`);
    });
  const pace = async () => (await verified(host, { sample: 'all', algoKey: 'pace' })).versions[0]!;

  it('finds states as they were after each write: in order, late, corrected, withdrawn, reset', async () => {
    const report = await verified(host, { sample: 'all' });

    expect(report.versions.map(({ algo_key }) => algo_key)).toEqual(['mastery', 'pace', 'revision']);
    expect(report.versions.filter(({ runs, match }) => runs !== match)).toEqual([]);
    expect(report).toMatchObject({ runs: report.population, finding_count: 0 });
    expect(report.runs).toBeGreaterThan(LEARNERS * 4 * 3);
  });

  it('finds them where a session counted no more, and where a version came when there were answers', async () => {
    const learner = learners[3]!;
    const scope = { kind: 'session', id: 'copied' } as const;
    const of = (event_id: string, session_id?: string) =>
      answer(event_id, { at: new Date().toISOString(), item_id: 'i1', session_id });
    await host.answers.record(learner, [of('before', 'copied')]);
    await host.answers.decide(learner, { kind: 'exclude_session', scope }, { actorUserId: actor, reason: 'a test' });
    await host.answers.record(learner, [of('after', 'copied')]);
    await host.registry.activateAlgoVersion('mastery', 'v2', { reason: 'a test' });
    await host.answers.record(learner, [of('by-another-version')]);

    const report = await verified(host, { sample: 'all' });
    expect(report.versions.map(({ algo_key, version }) => `${algo_key} ${version}`)).toContain('mastery v2');
    expect(report.versions.filter(({ runs, match }) => runs !== match)).toEqual([]);
  });

  it('finds that an answer was altered, in each fold since', async () => {
    const { runs } = await pace();
    const where = `WHERE learner_id = $1 AND seq = ${ANSWERS}`;
    await alter('learner_answers', `UPDATE learner_answers SET correct = NOT correct ${where}`, [learners[2]]);
    const altered = await pace();
    expect(altered.drift).toBeGreaterThan(0);
    expect(altered).toMatchObject({ runs, match: runs - altered.drift, largest: { pointer: null, fails: null } });
    await alter('learner_answers', `UPDATE learner_answers SET correct = NOT correct ${where}`, [learners[2]]);
    expect(await pace()).toMatchObject({ match: runs });

    await alter('learner_answers', `UPDATE learner_answers SET digest = sha256('x') ${where}`, [learners[2]]);
    expect((await pace()).reasons).toEqual({ log_differs: 1 });
  });

  it('says of folds of learners who were merged, or erased, that they are', async () => {
    const { runs } = await pace();
    const [kept, gone, erased] = learners as [string, string, string];
    await host.learners.merge(gone, kept, { actorUserId: actor, reason: 'a test' });
    const merged = await pace();
    expect(merged.reasons.merged).toBeGreaterThan(0);
    expect(merged).toMatchObject({ drift: 0, erased: 0 });
    await host.learners.erase(erased);
    const after = await pace();
    expect(after.erased).toBeGreaterThan(0);
    expect(after).toMatchObject({ drift: 0, code_changed: 0 });
    expect(after.runs).toBeGreaterThanOrEqual(runs);
  });

  it('finds states as they were by a calibration that says how difficult skills are, and how long items take', async () => {
    await host.registry.activateAlgoVersion('mastery', 'v2', { reason: 'a test' });
    const { id } = await host.calibrations.create({
      items: [{ item_id: 'calibrated', difficulty: 1, usual_duration_ms: 20_000 }],
      skills: [{ skill_id: 'fractions', difficulty: -2, items_difficulty: 3 }],
    });
    await host.calibrations.adopt(id, { reason: 'a test' });
    const learner = await newLearner(host.dataSource);
    const of = { item_id: 'calibrated', skill_ids: ['fractions'] };
    await host.answers.record(learner, [answer('by-skill', of), answer('fast', { ...of, duration_ms: 1 })]);
    const { states } = await host.states.getState(learner, { algoKey: 'mastery' });
    const { state } = states.find(({ scope_id }) => scope_id === 'fractions')!;
    expect(state).toMatchObject({ difficulty: -2, items_difficulty: 3, attempts: 1 });

    const report = await verified(host, { sample: 'all', algoKey: 'mastery' });
    const v2 = report.versions.find(({ version }) => version === 'v2')!;
    expect(v2.match).toBeGreaterThan(0);
    expect(v2).toMatchObject({ drift: 0, code_changed: 0 });
  });
});
