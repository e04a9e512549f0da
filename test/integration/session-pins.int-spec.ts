import {
  type ActivationContext,
  InvalidArgumentError,
  InvalidRunReferenceError,
  newRunId,
  NothingToRunError,
} from 'learning-engine';
import { randomInt, randomUUID } from 'node:crypto';
import { useTestDatabase } from '../support/database/test-database.js';
import { type Engine, openEngine, patientCallers } from '../support/engine/open-engine.js';

const reason = 'a test';
const input = { states: [], events: [] };

describe('a session', () => {
  const database = useTestDatabase();
  const engines: Engine[] = [];
  let sets: string[];
  beforeAll(async () => {
    for (let n = 0; n < 3; n += 1) engines.push(await openEngine(database.url, {}, patientCallers));
    const { id } = (await engines[0]!.registry.resolveVersion('mastery', 'v1'))!.version;
    sets = [];
    for (const p_init of [0.21, 0.22, 0.23, 0.24]) {
      sets.push((await engines[0]!.params.createParams(id, { p_init })).id);
    }
  });
  afterAll(() => Promise.all(engines.map(({ app }) => app.close())));

  const any = () => engines[randomInt(engines.length)]!;
  const activate = (paramsId: string, context: ActivationContext = {}) =>
    any().registry.activateAlgoVersion('mastery', 'v1', { paramsId, reason, ...context });
  const call = async (sessionId: string) => (await any().execution.execute('mastery', input, { sessionId })).paramsId;
  const rows = <Row>(statement: string, values: unknown[] = []) =>
    engines[0]!.dataSource.query<Row[]>(statement, values);
  /** Sessions of a user, as the service opens them. */
  const open = async (count: number): Promise<string[]> => {
    const user = randomUUID();
    const sessions = Array.from({ length: count }, () => randomUUID());
    await rows('INSERT INTO users (id) VALUES ($1)', [user]);
    await rows('INSERT INTO test_sessions (id, user_id) SELECT unnest($1::uuid[]), $2', [sessions, user]);
    return sessions;
  };
  const lastId = async () => (await engines[0]!.registry.getHistory('mastery'))[0]!.id;

  it('sees one pair, however activations of others fall between its calls, and its runs say so', async () => {
    await activate(sets[0]!);
    const sessions = await open(1000);
    let isOver = false;
    let activations = 0;
    const changing = [0, 1].map(async () => {
      while (!isOver) {
        await activate(sets[randomInt(sets.length)]!);
        activations += 1;
      }
    });
    const seen = new Map(sessions.map((id) => [id, new Set<string>()]));
    const waiting = [...sessions, ...sessions].sort(() => randomInt(3) - 1);
    const calling = Array.from({ length: 12 }, async () => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        // Two of its calls at once are in the way of each other.
        for (const paramsId of await Promise.all([call(id), call(id)])) seen.get(id)!.add(paramsId);
      }
    });
    await Promise.all(calling).finally(() => (isOver = true));
    await Promise.all(changing);

    expect([...seen.values()].filter((pairs) => pairs.size !== 1)).toEqual([]);
    expect(new Set([...seen.values()].map((pairs) => [...pairs][0])).size).toBe(sets.length);
    expect(activations).toBeGreaterThan(20);
    const [runs] = await rows<Record<string, number>>(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE r.params_id = a.params_id AND r.algo_version_id = a.algo_version_id)::int AS by_pin,
         count(*) FILTER (WHERE r.pin_activation_id < r.active_activation_id)::int AS behind,
         count(*) FILTER (WHERE r.pin_activation_id = p.activation_id)::int AS pinned
       FROM algo_runs r JOIN algo_activations a ON a.id = r.pin_activation_id
       JOIN session_pins p ON p.session_id = r.session_id AND p.algo_key = 'mastery'`,
    );
    expect(runs).toMatchObject({ all: 4000, by_pin: 4000, pinned: 4000 });
    expect(runs!.behind).toBeGreaterThan(500);
  });

  it('goes over at its next call, in whatever process, when an activation breaks pins', async () => {
    await activate(sets[0]!);
    const sessions = await open(30);
    for (const id of sessions) expect(await call(id)).toBe(sets[0]);
    await activate(sets[1]!);
    for (const id of sessions) expect(await call(id)).toBe(sets[0]);

    await activate(sets[2]!, { breakPins: true });
    expect((await engines[0]!.registry.getHistory('mastery'))[0]).toMatchObject({ flags: ['break_pins'] });
    for (const id of sessions.slice(10)) expect(await call(id)).toBe(sets[2]);
    // The others make their next call after one more change: what is active then is what they begin anew with.
    await activate(sets[3]!);
    for (const id of sessions.slice(0, 10)) expect(await call(id)).toBe(sets[3]);
    for (const id of sessions.slice(10)) expect(await call(id)).toBe(sets[2]);

    await any().registry.rollback('mastery', { reason, breakPins: true });
    expect((await engines[0]!.registry.getHistory('mastery'))[0]).toMatchObject({
      kind: 'rollback',
      paramsId: sets[2],
    });
    for (const id of sessions) expect(await call(id)).toBe(sets[2]);
  });

  it('has no pair to go over to when its key is retired, and keeps its own if pins are not broken', async () => {
    const [kept, broken, fresh] = (await open(3)) as [string, string, string];
    await activate(sets[1]!);
    for (const id of [kept, broken]) await call(id);
    await any().registry.retire('mastery', { reason });
    expect(await call(kept)).toBe(sets[1]);
    await expect(call(fresh)).rejects.toThrow(NothingToRunError);
    const { execution } = engines[2]!;
    const batch = await execution.executeMany(
      'mastery',
      [kept, fresh, broken].map((sessionId) => ({ input, sessionId })),
    );
    expect(batch).toMatchObject([
      { status: 'SUCCESS', execution: { paramsId: sets[1] } },
      { status: 'FAILED', error: { code: 'NOTHING_TO_RUN' } },
      { status: 'SUCCESS', execution: { paramsId: sets[1] } },
    ]);
    await expect(execution.executeMany('mastery', [{ input, sessionId: kept }, { input }])).rejects.toThrow(
      NothingToRunError,
    );
    await activate(sets[0]!);
    expect(await call(fresh)).toBe(sets[0]);
    await any().registry.retire('mastery', { reason, breakPins: true });
    await expect(call(broken)).rejects.toThrow(NothingToRunError);
    await activate(sets[2]!);
    expect(await call(broken)).toBe(sets[2]);
  });

  it('is pinned by key, and runs by a version that is named, and by what is active where it is no session', async () => {
    const [sessionId, other] = (await open(2)) as [string, string];
    await activate(sets[0]!);
    await call(sessionId);
    await activate(sets[1]!);
    const { execution, runs } = engines[1]!;
    const named = await execution.execute('mastery', input, { sessionId, version: 'v2' });
    expect(named.algo.version).toBe('v2');
    expect(await runs.getRun(named.runId)).toMatchObject({
      ...{ versionNamed: true, pinActivationId: null, activeActivationId: null },
    });
    const run = await execution.execute('mastery', input, { sessionId });
    const pinned = await runs.getRun(run.runId);
    expect(pinned).toMatchObject({ paramsId: sets[0], versionNamed: false, activeActivationId: await lastId() });
    expect(pinned.pinActivationId).not.toBe(pinned.activeActivationId);
    const items = [{ input, sessionId }, { input }, { input, sessionId: other, runId: newRunId() }];
    const results = await execution.executeMany('mastery', items);
    expect(results.map((result) => result.status === 'SUCCESS' && result.execution.paramsId)).toEqual([
      sets[0],
      sets[1],
      sets[1],
    ]);
    expect(await rows('SELECT algo_key FROM session_pins WHERE session_id = $1', [sessionId])).toEqual([
      { algo_key: 'mastery' },
    ]);
    await expect(execution.execute('mastery', input, { sessionId: 'x' })).rejects.toMatchObject({
      argument: 'sessionId',
    });
    await expect(execution.execute('nothing', input, { sessionId })).rejects.toThrow(NothingToRunError);
  });

  it('is not told to go over by what changes nothing', async () => {
    await activate(sets[3]!);
    const last = await lastId();
    for (const change of [activate(sets[3]!, { breakPins: true }), activate(sets[0]!, { breakPins: 'yes' as never })]) {
      await expect(change).rejects.toThrow(InvalidArgumentError);
      await expect(change).rejects.toMatchObject({ argument: 'breakPins' });
    }
    expect(await lastId()).toBe(last);
  });

  it('that the host does not know is pinned to nothing, and goes with its pins', async () => {
    const unknown = randomUUID();
    await expect(call(unknown)).rejects.toThrow(InvalidRunReferenceError);
    const [known] = (await open(1)) as [string];
    await call(known);
    await rows('DELETE FROM test_sessions WHERE id = $1', [known]);
    const pins = 'SELECT FROM session_pins WHERE session_id = ANY ($1::uuid[])';
    expect(await rows(pins, [[unknown, known]])).toEqual([]);
  });

  it('leaves no way to change what a run was started with', async () => {
    await expect(rows('UPDATE algo_runs SET pin_activation_id = NULL')).rejects.toMatchObject({
      driverError: { constraint: 'algo_runs_keep_pin' },
    });
  });
});
