import { type Answer } from 'learning-engine/learners';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EntityManager } from 'typeorm';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer, answersOf, shuffled } from '../support/engine/answers.js';
import { seedFoldingVersions } from '../support/engine/folding-versions.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';

describe('answers, folded', () => {
  const database = useTestDatabase();
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url);
    await seedFoldingVersions(host);
  });
  afterAll(() => host?.app.close());

  const rows = (table: string, learner: string, order = '1') =>
    host.dataSource.query<Record<string, unknown>[]>(
      `SELECT * FROM ${table} WHERE ${table === 'learners' ? 'id' : 'learner_id'} = $1 ORDER BY ${order}`,
      [learner],
    );
  const outcomes = async (learner: string, answers: unknown[]) => {
    const { results } = await host.answers.record(learner, answers as Answer[]);
    return results.map(({ outcome }) => outcome);
  };

  const made = async (learner: string) =>
    (
      await host.dataSource.query<Record<string, unknown>[]>(
        `SELECT v.algo_key, scope_kind, scope_id, state::text, value::text, due_at, answers, through_at, through_event_id
         FROM learner_states s JOIN projections p ON p.id = s.projection_id JOIN algo_versions v ON v.id = p.algo_version_id
         WHERE learner_id = $1 ORDER BY 1, 2, 3`,
        [learner],
      )
    ).map((row) => JSON.stringify(row));
  it.each([
    ['of several days', answersOf(1, 40)],
    ['of one instant', answersOf(2, 40).map((one) => ({ ...one, at: '2026-01-21T12:00:00Z' }))],
  ])('count in the order of their times, in whatever order and how often they come: %s', async (_, answers) => {
    const [once, anyhow] = [await newLearner(host.dataSource), await newLearner(host.dataSource)];
    await host.answers.record(once, answers);
    const repeated = shuffled([...answers, ...answers]);
    for (let from = 0; from < repeated.length; from += 7) {
      await host.answers.record(anyhow, repeated.slice(from, from + 7));
    }

    expect(await made(anyhow)).toEqual(await made(once));
    expect((await made(once)).length).toBeGreaterThan(10);
    const seqs = (await rows('learner_answers', anyhow, 'seq')).map(({ seq }) => Number(seq));
    expect(seqs).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it('of one learner by many callers at once are all recorded', async () => {
    const [once, raced] = [await newLearner(host.dataSource), await newLearner(host.dataSource)];
    const second = await openLearners(database.url);
    const answers = answersOf(3, 64);
    try {
      await host.answers.record(once, answers);
      const results = await Promise.all(
        answers.map((one, index) => (index % 2 ? host : second).answers.record(raced, [one])),
      );
      expect(new Set(results.map(({ results: [only] }) => only!.outcome))).toEqual(new Set(['recorded']));
      expect(new Set(results.map(({ revision }) => revision)).size).toBe(64);
      expect(await made(raced)).toEqual(await made(once));
    } finally {
      await second.app.close();
    }
  });

  it('of a learner who changed since they were read are judged anew', async () => {
    const learner = await newLearner(host.dataSource);
    await host.answers.record(learner, [answer('e1')]);
    let recording!: Promise<{ revision: number | null }>;
    await host.dataSource.transaction(async (manager) => {
      await manager.query('LOCK TABLE learner_positions IN SHARE MODE'); // it may be read
      recording = host.answers.record(learner, [answer('e2')]);
      await until(
        manager,
        "SELECT FROM pg_locks WHERE relation = 'learner_positions'::regclass AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
      );
      await manager.query('UPDATE learners SET revision = revision + 5 WHERE id = $1', [learner]);
    });

    expect((await recording).revision).toBe(7);
    expect(await rows('learners', learner)).toMatchObject([{ revision: '7', last_seq: '2' }]);
  });

  it('whose times cannot be true are kept, and not folded', async () => {
    const learner = await newLearner(host.dataSource);
    const now = Date.now();
    const at = (offset: number) => new Date(now + offset).toISOString();
    const hour = 3_600_000;

    expect(
      await outcomes(learner, [
        answer('now', { at: at(-hour) }),
        answer('future', { at: at(24 * hour) }),
        answer('1970', { at: '1970-01-01T00:00:05Z' }),
        answer('1900', { at: '1900-01-01T00:00:00Z' }),
        answer('soon', { at: at(60_000) }),
      ]),
    ).toEqual(['recorded', 'quarantined', 'quarantined', 'quarantined', 'recorded']);
    expect((await rows('learner_answers', learner, 'seq')).map(({ quarantine }) => quarantine)).toEqual([
      null,
      'FUTURE',
      'TOO_OLD',
      'TOO_OLD',
      null,
    ]);
    expect(await rows('learner_states', learner)).toHaveLength(3);
    expect((await rows('learner_states', learner)).map((row) => row.answers)).toEqual([2, 2, 2]);
    expect(await outcomes(learner, [answer('1970', { at: '1970-01-01T00:00:05Z' })])).toEqual(['duplicate']);
  });

  it('of a sender whose clock is wrong get the times that they had by ours', async () => {
    const learner = await newLearner(host.dataSource);
    const off = -3 * 3_600_000;
    const sentAt = new Date(Date.now() + off);
    const given = new Date(sentAt.getTime() - 60_000).toISOString();
    await host.answers.record(learner, [answer('slow', { at: given })], {
      sentAt,
    });
    await host.answers.record(learner, [answer('right', { at: given })], { sentAt: new Date() });

    const [slow, right] = (await rows('learner_answers', learner, 'seq')) as { at: Date; given_at: Date | null }[];
    expect(Math.abs(slow!.at.getTime() - (Date.parse(given) - off))).toBeLessThan(60_000);
    expect(slow!.given_at).toEqual(new Date(given));
    expect(right).toMatchObject({ at: new Date(given), given_at: null });
  });

  it('are recorded although a fold throws, and counted once it does not', async () => {
    const learner = await newLearner(host.dataSource);
    const { results, states } = await host.answers.record(learner, [answer('e1', { item_id: 'boom' }), answer('e2')]);

    expect(results.map(({ outcome }) => outcome)).toEqual(['recorded', 'recorded']);
    expect(states.map(({ algo_key }) => algo_key)).toEqual(['trail']);
    const failed = () =>
      host.dataSource.query<object[]>(
        `SELECT error_code, through_seq FROM learner_positions WHERE learner_id = $1 AND failed_at IS NOT NULL`,
        [learner],
      );
    expect(await failed()).toEqual([{ error_code: 'FOLD_FAILED', through_seq: '0' }]);
    const [run] = await host.dataSource.query<{ error_message: string }[]>(
      "SELECT error_message, error_code FROM algo_runs WHERE user_id = $1 AND status = 'FAILED'",
      [learner],
    );
    expect(run).toMatchObject({ error_code: 'FOLD_FAILED' });
    expect(run!.error_message).toMatch(/^The fold of web v1 threw RangeError at .*folding-versions/);
    expect(run!.error_message).not.toContain('boom');
    await expect(host.states.getState(learner, { algoKey: 'web' })).resolves.toMatchObject({
      isFresh: false,
      states: [],
    });
    await expect(host.states.getState(learner, { algoKey: 'trail' })).resolves.toMatchObject({ isFresh: true });
  });

  it('have one run for each fold of a call, and nothing of the answers is in it', async () => {
    const learner = await newLearner(host.dataSource);
    await host.answers.record(learner, [answer('secret-event', { item_id: 'secret-item', skill_ids: ['secret'] })]);
    await host.answers.record(learner, [answer('secret-event')]);

    const runs = await host.dataSource.query<{ id: string; version: string; input: object }[]>(
      `SELECT r.id, algo_key, input_summary_json AS input, to_json(r)::text AS whole FROM algo_runs r
       JOIN algo_versions v ON v.id = algo_version_id WHERE user_id = $1 ORDER BY algo_key`,
      [learner],
    );
    expect(runs).toMatchObject([
      { algo_key: 'trail', input: { entries: 1, last_seq: 1, revision: { from: 0, to: 1 } } },
      { algo_key: 'web', input: { entries: 1, last_seq: 1, revision: { from: 0, to: 1 } } },
    ]);
    expect(JSON.stringify(runs)).not.toContain('secret');
    const states = await rows('learner_states', learner);
    expect(new Set(states.map(({ run_id }) => run_id))).toEqual(new Set(runs.map(({ id }) => id)));
    const [told] = await host.dataSource.query<object[]>('SELECT type, payload FROM engine_events WHERE key = $1', [
      learner,
    ]);
    expect(told).toEqual({ type: 'answers.recorded', payload: { seq_from: 1, seq_to: 1 } });
  });
});

async function until(manager: EntityManager, query: string): Promise<void> {
  while ((await manager.query<unknown[]>(query)).length === 0) await sleep(10);
}
