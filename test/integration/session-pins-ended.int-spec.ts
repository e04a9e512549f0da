import { AlgorithmNotImplementedError, NothingToRunError } from 'learning-engine';
import { useTestDatabase } from '../support/database/test-database.js';
import { createSession, createUser } from '../support/engine/factories.js';
import { type Engine, openEngine } from '../support/engine/open-engine.js';
import { ProbeAlgorithm, seedProbe } from '../support/engine/probe-algorithm.js';

const reason = 'a test';
const input = { states: [], events: [] };

describe('the pin of a session', () => {
  const database = useTestDatabase();
  let engine: Engine;
  let sets: string[];
  beforeAll(async () => {
    engine = await openEngine(database.url);
    const { id } = (await engine.registry.resolveVersion('mastery', 'v1'))!.version;
    sets = [];
    for (const p_init of [0.21, 0.22]) sets.push((await engine.params.createParams(id, { p_init })).id);
  });
  afterAll(() => engine?.app.close());

  const activate = (paramsId: string, context = {}) =>
    engine.registry.activateAlgoVersion('mastery', 'v1', { paramsId, reason, ...context });
  const call = async (sessionId: string) => (await engine.execution.execute('mastery', input, { sessionId })).paramsId;
  const rows = (statement: string, values: unknown[]) => engine.dataSource.query<object[]>(statement, values);
  const open = async (): Promise<string> =>
    (await createSession(engine.dataSource, (await createUser(engine.dataSource)).id)).id;
  const lastId = async () => (await engine.registry.getHistory('mastery'))[0]!.id;

  it('is broken once, by a change that may be repeated', async () => {
    const context = { reason, breakPins: true };
    await activate(sets[0]!, context);
    const last = await lastId();
    await activate(sets[0]!, context);
    await engine.registry.activateParams(sets[0]!, context);
    expect(await engine.registry.restore('mastery', { ...context, activationId: last })).toMatchObject({ id: last });
    expect(await lastId()).toBe(last);
    // Of a version that is not active, this breaks nothing.
    const { params } = (await engine.registry.resolveVersion('mastery', 'v2'))!;
    await expect(engine.registry.activateParams(params.id, context)).rejects.toMatchObject({ argument: 'breakPins' });

    const { id } = await engine.registry.retire('mastery', context);
    expect(await engine.registry.retire('mastery', context)).toMatchObject({ id });
    await activate(sets[0]!);
    await engine.registry.retire('mastery', { reason });
    await expect(engine.registry.retire('mastery', context)).rejects.toMatchObject({ argument: 'breakPins' });
  });

  it('is not to a stub, also where it was', async () => {
    const sessionId = await open();
    await engine.registry.activateAlgoVersion('mastery', 'v0', { reason });
    const stub = await lastId();
    await expect(call(sessionId)).rejects.toThrow(AlgorithmNotImplementedError);
    await activate(sets[0]!);
    expect(await call(sessionId)).toBe(sets[0]);
    await activate(sets[1]!);
    expect(await call(sessionId)).toBe(sets[0]);

    await rows('UPDATE session_pins SET activation_id = $2 WHERE session_id = $1', [sessionId, stub]);
    expect(await Promise.all([call(sessionId), call(sessionId), call(sessionId)])).toEqual(Array(3).fill(sets[1]));
    expect(await rows('SELECT activation_id FROM session_pins WHERE session_id = $1', [sessionId])).toEqual([
      { activation_id: await lastId() },
    ]);
  });

  it('to a version whose class is gone is told, until an activation breaks it', async () => {
    const [pinned, fresh] = [await open(), await open()];
    const withClass = await openEngine(database.url, { algorithms: [ProbeAlgorithm] });
    await seedProbe(withClass);
    const compute = ({ execution }: Engine, sessionId: string) =>
      execution.execute('probe', { id: 'an input', value: 1 }, { sessionId });
    await compute(withClass, pinned);
    await withClass.app.close();

    const code = 'ALGORITHM_NOT_REGISTERED';
    await expect(compute(engine, pinned)).rejects.toMatchObject({ code, isPinned: true });
    await expect(compute(engine, fresh)).rejects.toMatchObject({ code, isPinned: false });
    await engine.registry.retire('probe', { reason, breakPins: true });
    await expect(compute(engine, pinned)).rejects.toThrow(NothingToRunError);
  });
});
