import { randomUUID } from 'node:crypto';
import { type Role, type RunResponse, type SessionResponse } from 'learning-engine/http';
import { atPointer, newUser, problem, useApi } from '../support/http/api-client.js';
import { useService } from '../support/http/use-service.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-9a-f][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe('POST /v1/learning/sessions', () => {
  const service = useService();
  const api = useApi(service);
  const as = (role: Role) => ({ ...newUser(), role });

  it('opens a session of the caller, under an id that the service makes', async () => {
    const user = newUser();
    const body = (await api.post('sessions', {}, user).expect(201)).body as SessionResponse;
    expect(body).toEqual({
      session_id: expect.stringMatching(UUID) as string,
      user_id: user.userId,
      created_at: expect.any(String) as string,
    });
    const other = (
      await api.post('sessions', { user_id: user.userId.toUpperCase(), session_id: null }, user).expect(201)
    ).body as SessionResponse;
    expect(other).toMatchObject({ user_id: user.userId });
    expect(other.session_id).not.toBe(body.session_id);
  });

  it.each<Role>(['user', 'reader'])('lets the role %s neither choose the id nor open one for another', async (role) => {
    for (const body of [{ session_id: randomUUID() }, { user_id: newUser().userId }]) {
      expect((await api.post('sessions', body, as(role)).expect(403)).body).toEqual(problem('forbidden'));
    }
  });

  it.each<Role>(['service', 'admin'])(
    'opens one for a named learner for the role %s, as often as it is asked',
    async (role) => {
      const [user, session_id] = [newUser(), randomUUID()];
      const body = { user_id: user.userId, session_id: session_id.toUpperCase() };
      const opened = (await api.post('sessions', body, as(role)).expect(201)).body as SessionResponse;
      expect(opened).toMatchObject({ session_id, user_id: user.userId });
      expect((await api.post('sessions', body, as(role)).expect(201)).body).toEqual(opened);
      await api.post('mastery', { input: {}, session_id }, user).expect(501); // v0 is a stub

      const taken = await api.post('sessions', { ...body, user_id: newUser().userId }, as(role)).expect(409);
      expect(taken.body).toEqual(problem('session-taken'));
    },
  );

  it('is not bound to a stub: the next computation runs by what was activated', async () => {
    const user = newUser();
    const { session_id } = (await api.post('sessions', {}, user).expect(201)).body as SessionResponse;
    const input = { states: [], events: [] };
    await api.post('mastery', { input, session_id }, user).expect(501); // v0 is a stub
    await api.post('algorithms/mastery/versions/v1/activate', { reason: 'r' }, as('admin')).expect(200);
    const computed = await api.post('mastery', { input, session_id }, user).expect(201);
    expect(computed.body).toMatchObject({ version: 'v1' });
  });

  it('keeps what its session began with, until an activation breaks pins', async () => {
    const user = newUser();
    const { session_id } = (await api.post('sessions', {}, user).expect(201)).body as SessionResponse;
    const input = { states: [], events: [] };
    const compute = async (): Promise<string> => {
      const computed = await api.post('mastery', { input, session_id }, user).expect(201);
      const { run_id, version } = computed.body as { run_id: string; version: string };
      const run = (await api.get(`runs/${run_id}`, user).expect(200)).body as RunResponse;
      expect(run).toMatchObject({ session_id, version, version_named: false });
      expect(run.pin_activation_id).toMatch(/^\d+$/);
      return `${version} ${run.pin_activation_id === run.active_activation_id ? 'active' : 'pinned'}`;
    };
    const activate = (version: string, more = {}) =>
      api.post(`algorithms/mastery/versions/${version}/activate`, { reason: 'r', ...more }, as('admin')).expect(200);
    await activate('v1');
    expect(await compute()).toBe('v1 active');
    await activate('v2');
    expect(await compute()).toBe('v1 pinned');
    await api.post('algorithms/mastery/rollback', { reason: 'r', break_pins: true }, as('admin')).expect(200);
    expect(await compute()).toBe('v1 active');
    await activate('v2', { break_pins: true });
    expect(await compute()).toBe('v2 active');
    const log = await api.get('activations?algo_key=mastery&limit=1', as('admin')).expect(200);
    expect(log.body).toMatchObject({ activations: [{ flags: ['break_pins'] }] });
    await activate('v2', { break_pins: true }); // the answer to the first one was lost
    const unchanged = await api.get('activations?algo_key=mastery&limit=1', as('admin')).expect(200);
    expect(unchanged.body).toMatchObject({ activations: (log.body as { activations: object[] }).activations });
    await activate('v1');
    const nothing = { reason: 'r', break_pins: true };
    const again = await api.post('algorithms/mastery/versions/v1/activate', nothing, as('admin')).expect(400);
    expect(again.body).toEqual(problem('invalid-request', atPointer('/break_pins')));
    expect(again.body).toMatchObject({
      detail: expect.stringContaining('retire the key with it, then restore') as string,
    });
    const untold = await api
      .post('algorithms/mastery/retire', { reason: 'r', break_pins: 'yes' }, as('admin'))
      .expect(400);
    expect(untold.body).toEqual(problem('invalid-request', atPointer('/break_pins')));
    await api.post('algorithms/mastery/retire', nothing, as('admin')).expect(200);
    await api.post('mastery', { input, session_id }, user).expect(404);
    await activate('v1');
  });

  it('gives a contested id to one of two learners', async () => {
    const session_id = randomUUID();
    const rivals = [newUser(), newUser()];
    const answers = await Promise.all(
      Array.from({ length: 16 }, async (_, n) => {
        const { userId } = rivals[n % 2]!;
        return [userId, (await api.post('sessions', { user_id: userId, session_id }, as('service'))).status] as const;
      }),
    );
    expect(new Set(answers.filter(([, status]) => status === 201).map(([userId]) => userId)).size).toBe(1);
    expect(new Set(answers.map(([, status]) => status))).toEqual(new Set([201, 409]));
  });

  it.each([
    [{ session_id: 'mine' }, '/session_id'],
    [{ user_id: 5 }, '/user_id'],
    [{ id: randomUUID() }, '/id'],
  ])('rejects %j', async (body, pointer) => {
    expect((await api.post('sessions', body, as('admin')).expect(400)).body).toEqual(
      problem('invalid-request', atPointer(pointer)),
    );
  });
});
