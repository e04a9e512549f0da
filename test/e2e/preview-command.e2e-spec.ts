import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { openEngine } from '../support/engine/open-engine.js';
import { newLearner, openLearners } from '../support/engine/open-learners.js';
import { cleanEnv, script, Spawned } from '../support/processes/spawned.js';
import { useCommands } from '../support/processes/use-commands.js';

/** 30 learners, each with three right answers to one skill. */
const ANSWERS = `
  WITH made AS (
    INSERT INTO learners (id, revision, last_seq) SELECT gen_random_uuid(), 1, 3 FROM generate_series(1, 30) RETURNING id)
  INSERT INTO learner_answers (learner_id, seq, event_id, version, kind, at, item_id, skill_ids, group_ids, correct, graded_by, context, digest)
  SELECT id, n, 'e' || n, 1, 'answer', '2026-01-20T10:00:00Z'::timestamptz + n * interval '1 hour', 'i', '{fractions}', '{}', true,
    'correct', 'practice', sha256('answer')
  FROM made, generate_series(1, 3) AS n`;

describe('learning-engine preview', () => {
  const database = useTestDatabase();
  const run = useCommands(database);
  const json = async (args: string[], code = 0): Promise<unknown> => {
    const ended = await run([...args, '--json']);
    expect([ended.code, ended.stderr]).toEqual([code, '']);
    return JSON.parse(ended.stdout);
  };

  it('waits for the report of a worker, and shows it to programs and to people', async () => {
    const { app, dataSource } = await openEngine(database.url);
    await dataSource.query(ANSWERS);
    await app.close();
    const worker = Spawned.run(
      process.execPath,
      [...script('src/learning-engine/cli/bin.ts'), 'worker'],
      cleanEnv({ NODE_ENV: undefined, DATABASE_URL: database.url }),
    );
    const asked = ['preview', 'mastery', '--version', 'v1', '--now', '2026-01-22T12:00:00Z'];
    const preview = (await json([...asked, '--watch'])) as { id: string; digest: string };
    expect(preview).toMatchObject({
      ...{ algo_key: 'mastery', version: 'v1', sample: 1000, status: 'SUCCESS' },
      report: {
        active: null,
        total: { learners: { all: 30, sampled: 30 }, states: { active: { total: 0 }, candidate: { total: 30 } } },
      },
    });
    const shown = await run(['preview', 'show', 'mastery', preview.id]);
    expect([shown.code, shown.stderr]).toEqual([0, '']);
    expect(shown.stdout).toContain(`Preview ${preview.id} of mastery v1: SUCCESS`);
    expect(shown.stdout).toContain('All 30 learners.');
    expect(shown.stdout).toContain(`Digest ${preview.digest}`);
    expect(shown.stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith('Without'))).toEqual([]);
    worker.signal('SIGTERM');
    expect(await worker.end()).toBe(0);

    const queued = await run(asked);
    expect(queued.stdout).toMatch(/^Preview .* of mastery v1: QUEUED\n$/);
    expect(await json(['preview', 'show', 'revision', preview.id], 1)).toMatchObject({
      error: { code: 'PREVIEW_NOT_FOUND' },
    });
    expect(await json(['preview', 'mastery', '--version', 'v0'], 1)).toMatchObject({
      error: { code: 'CANNOT_PREVIEW' },
    });
    expect(await json(['preview', 'mastery', '--version', 'v1', '--sample', 'few'], 2)).toMatchObject({
      error: { message: '--sample must be all or a number' },
    });
  });

  it('shows how well answers were predicted as they came', async () => {
    expect((await run(['scores', 'mastery'])).stdout).toBe('No version predicted answers that were recorded then.\n');
    const host = await openLearners(database.url);
    await host.registry.activateAlgoVersion('mastery', 'v1', { reason: 'a test' });
    await host.answers.record(await newLearner(host.dataSource), [answer('e1'), answer('e2')]);
    await host.app.close();
    const shown = await json(['scores', 'mastery']);
    expect(shown).toMatchObject({ algo_key: 'mastery', scores: [{ version: 'v1', is_active: true, answers: 2 }] });
    const { stdout } = await run(['scores', 'mastery']);
    expect(stdout).toMatch(
      /^version +set +answers +log loss +Brier +calibration error\nv1 \(active\) +\S+ +2 +0\.\d{4} /,
    );
    expect(await json(['scores', 'mastery', '--to', '2020-01-01T00:00:00Z'])).toMatchObject({ scores: [] });
    expect(await json(['scores', 'pace'], 1)).toMatchObject({ error: { code: 'REJECTED' } });
  });
});
