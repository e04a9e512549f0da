import { type NextRequest } from 'learning-engine/learners';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';

const SKILLS = ['fractions', 'percent'];
const request = (count = 2): NextRequest => ({
  count,
  candidates: Array.from({ length: 12 }, (_, index) => ({
    item_id: `i${index}`,
    skill_id: SKILLS[index % 2]!,
    difficulty: (index - 6) / 3,
  })),
});

interface PracticeInput {
  seed: string;
  now: string;
  learner: { theta: number; rolling_success: number | null };
  candidates: Record<string, unknown>[];
}

describe('what a learner is asked next', () => {
  const database = useTestDatabase();
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url);
  });
  afterAll(() => host?.app.close());

  const selections = (learner: string) =>
    host.dataSource.query<Record<string, unknown>[]>('SELECT * FROM selections WHERE learner_id = $1', [learner]);
  const inputOf = async (runId: string) => {
    const { status, userId, inputSummaryJson } = await host.runs.getRun(runId);
    return { status, userId, input: inputSummaryJson as unknown as PracticeInput };
  };

  it('needs an active version that says how it chooses', async () => {
    const learner = await newLearner(host.dataSource);
    await expect(host.states.next(learner, request())).rejects.toMatchObject({
      code: 'VERSION_SELECTS_NOTHING',
      message: expect.stringContaining('"learning-engine activate adaptive v1"') as string,
    });
    await expect(host.states.next(learner, { ...request(), algoKey: 'unheard-of' })).rejects.toMatchObject({
      code: 'NOTHING_TO_RUN',
    });
    expect(await host.dataSource.query('SELECT FROM learners WHERE id = $1', [learner])).toEqual([]);
    await host.registry.activateAlgoVersion('adaptive', 'v1');
  });

  it('is chosen for one of whom nothing is known, and recorded with all that it was made from', async () => {
    const learner = await newLearner(host.dataSource);
    const { version, params } = (await host.registry.resolveActive('adaptive'))!;
    const selection = await host.states.next(learner, request());

    expect(selection).toMatchObject({
      ...{ algoKey: 'adaptive', version: 'v1', paramsId: params.id, revision: 0 },
      items: [
        { rank: 1, propensity: null, difficulty: expect.any(Number) as number, score: expect.any(Number) as number },
        { rank: 2, propensity: null },
      ],
    });
    const { input, ...run } = await inputOf(selection.runId);
    expect(run).toEqual({ status: 'SUCCESS', userId: learner });
    expect(input.learner).toEqual({ theta: expect.closeTo(0, 12) as number, rolling_success: null });
    const { candidates } = request();
    expect(await selections(learner)).toMatchObject([
      {
        ...{ id: selection.id, revision: '0', algo_version_id: version.id, params_id: params.id, wanted: 2 },
        ...{ run_id: selection.runId, items: selection.items },
        candidates: expect.arrayContaining([...candidates]) as object[],
      },
    ]);
    expect(await host.states.next(learner, request())).toEqual(selection);
  });

  it('is made of the log and of the states that the version reads', async () => {
    const learner = await newLearner(host.dataSource);
    for (const key of ['mastery', 'revision']) await host.registry.activateAlgoVersion(key, 'v1');
    const results = [true, true, false, true, true, false, true, true, true, true, false];
    const answers = results.map((correct, index) =>
      answer(`e${index}`, {
        ...{ correct, item_id: `i${index % 4}`, skill_ids: ['fractions'], option_count: 4 },
        at: new Date(Date.UTC(2026, 0, 1, index)).toISOString(),
      }),
    );
    await host.answers.record(learner, [...answers, answer('gone', { item_id: 'i7' })]);
    await host.answers.void(learner, 'gone', { reason: 'a test' });
    await host.answers.record(learner, [answer('asked', { item_id: 'i8', context: 'survey' })]);

    const { runId, revision } = await host.states.next(learner, request());
    const { input } = await inputOf(runId);
    const { states } = await host.states.getState(learner, { algoKey: 'mastery', scopeId: 'fractions' });
    const known = (item: string) => input.candidates.find(({ item_id }) => item_id === item)!;
    expect(revision).toBe(3);
    expect(known('i0')).toEqual({
      ...{ item_id: 'i0', concept_id: 'fractions', difficulty: -2, answers: 3, due: true, p_known: states[0]!.value },
      last_seen_at: '2026-01-01T08:00:00.000Z',
    });
    expect(known('i7')).toEqual({
      ...{ item_id: 'i7', concept_id: 'percent', difficulty: expect.any(Number) as number },
      ...{ answers: 0, last_seen_at: null },
    });
    expect(known('i8')).toMatchObject({ answers: 1 });
    expect(input.learner.rolling_success).toBe(0.7);
    // The same ability as of a measurement with these answers.
    const { output } = await host.execution.execute(
      'adaptive',
      {
        ...{ purpose: 'measure', now: input.now, seed: '', count: 1, candidates: [] },
        responses: results.map((correct, index) => {
          const { item_id, difficulty } = request().candidates[index % 4]!;
          return { item_id: `${item_id}-${index}`, concept_id: null, difficulty: difficulty!, guess: 0.25, correct };
        }),
      },
      { version: 'v2' },
    );
    expect(input.learner.theta).toBeCloseTo(output.measurement!.theta, 12);
    expect(input.learner.theta).not.toBe(0);
  });

  it('is made anew when the learner has changed, or other parameters are active; else the same request has the same answer', async () => {
    const learner = await newLearner(host.dataSource);
    await host.answers.record(learner, [answer('e1')]);
    const first = await host.states.next(learner, request());
    const again = { ...request(), candidates: [...request().candidates].reverse() };
    expect(await host.states.next(learner, again)).toEqual(first);
    expect((await host.states.next(learner, request(3))).id).not.toBe(first.id);

    await host.answers.record(learner, [answer('e2', { correct: false })]);
    const second = await host.states.next(learner, request());
    expect([first.revision, second.revision]).toEqual([1, 2]);
    expect(second.id).not.toBe(first.id);
    const seeds = await Promise.all([first, second].map(async ({ runId }) => (await inputOf(runId)).input.seed));
    expect(seeds[0]).not.toBe(seeds[1]);

    await host.registry.activateAlgoVersion('adaptive', 'v2');
    const other = await host.states.next(learner, request());
    expect([other.version, other.revision]).toEqual(['v2', 2]);
    const { input } = await inputOf(other.runId);
    expect(input).toMatchObject({ purpose: 'practice', learner: { rolling_success: null } });
    const { states } = await host.states.getState(learner, { algoKey: 'mastery', scopeId: 'fractions' });
    expect(input.candidates[0]).toMatchObject({ concept_id: 'fractions', p_known: states[0]!.value });
    await host.registry.rollback('adaptive', { reason: 'a test' });
    expect(await host.states.next(learner, request())).toEqual(second);
    expect(await selections(learner)).toHaveLength(4);
  });

  it('remembers how difficult questions were that are no candidates any more', async () => {
    const learner = await newLearner(host.dataSource);
    const hard = { count: 1, candidates: [{ item_id: 'hard', difficulty: 3 }] };
    const { id } = await host.states.next(learner, hard);
    await host.answers.record(learner, [answer('e1', { item_id: 'hard', selection_id: id })]);
    const theta = async (item: string) => {
      const { runId } = await host.states.next(learner, { count: 1, candidates: [{ item_id: item }] });
      return (await inputOf(runId)).input.learner.theta;
    };
    const afterHard = await theta('any');
    await host.answers.correct(learner, answer('e1', { item_id: 'unheard-of' }), { reason: 'a test' });
    expect(afterHard).toBeGreaterThan((await theta('any')) + 0.3);
  });

  it('is one selection for callers who ask at the same time', async () => {
    const learner = await newLearner(host.dataSource);
    const all = await Promise.all(Array.from({ length: 16 }, () => host.states.next(learner, request())));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(all.every((one) => JSON.stringify(one) === JSON.stringify(all[0]))).toBe(true);
    expect(await selections(learner)).toHaveLength(1);

    // Beside answers of the same learner: each selection says of which revision it is.
    const mixed = await Promise.all(
      Array.from({ length: 16 }, async (_, index) => {
        await host.answers.record(learner, [answer(`e${index}`)]);
        return host.states.next(learner, request());
      }),
    );
    for (const { id, revision } of mixed) {
      const rows = await selections(learner);
      expect(rows.filter((row) => row.revision === String(revision)).map((row) => row.id)).toEqual([id]);
    }
  });
});
