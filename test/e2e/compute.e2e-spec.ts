import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { AuthUser, Role, ComputationResponse, RunResponse, SessionResponse } from 'learning-engine/http';
import { ParamsService, RegistryService } from 'learning-engine';
import { activateSetPastTheEngine } from '../support/engine/past-the-engine.js';
import { atPointer, newUser, problem, someAdmin, useApi } from '../support/http/api-client.js';
import { someUser, useService } from '../support/http/use-service.js';

const INPUT = {
  states: [],
  events: [{ event_id: 'e1', skill_id: 'fractions', correct: true, at: '2026-11-01T08:00:00Z' }],
};

describe('POST /v1/learning/{algo_key}', () => {
  const service = useService();
  const api = useApi(service);
  const runOf = async (runId: string) => (await api.get(`runs/${runId}`, someAdmin).expect(200)).body as RunResponse;
  const openSession = async (user: AuthUser) =>
    ((await api.post('sessions', {}, user).expect(201)).body as SessionResponse).session_id;
  const countOf = async (table: 'users' | 'test_sessions' | 'algo_runs', id = '%') => {
    const column = table === 'algo_runs' ? 'user_id' : 'id';
    const rows = await service.app
      .get(DataSource)
      .query<{ count: number }[]>(`SELECT count(*)::int FROM ${table} WHERE ${column}::text LIKE $1`, [id]);
    return rows[0]!.count;
  };

  beforeAll(() => service.app.get(RegistryService).activateAlgoVersion('mastery', 'v1'));

  it('computes with the active version, and records the run', async () => {
    const user = newUser();
    const session_id = await openSession(user);
    const body = (await api.post('mastery', { input: INPUT, session_id, trigger: 'submit' }, user).expect(201))
      .body as unknown;
    const { run_id, ...computed } = body as ComputationResponse;

    expect(computed).toMatchObject({ algo_key: 'mastery', version: 'v1' });
    expect(computed.output).toMatchObject({ states: [{ skill_id: 'fractions', attempts: 1 }] });
    expect(await runOf(run_id)).toMatchObject({
      ...{ run_id, algo_key: 'mastery', version: 'v1', version_named: false, params_id: computed.params_id },
      ...{ user_id: user.userId, session_id, trigger: 'submit', status: 'SUCCESS', error_code: null },
    });
  });

  it('has defaults for all but the input', async () => {
    const body = (await api.post('mastery', { input: INPUT, session_id: null, user_id: null }).expect(201))
      .body as unknown;
    expect(await runOf((body as ComputationResponse).run_id)).toMatchObject({
      ...{ user_id: someUser.userId, session_id: null, trigger: 'api' },
    });
  });

  it('answers 501 for a stub, with the route and the command that activate v1, and 404 for an unknown key', async () => {
    const stub = (await api.post('revision', { input: {} }).expect(501)).body as { detail: string };
    expect(`${stub.detail} ${Object.keys(stub).length}`).toMatch(/revision\/versions\/v1\/activate, .*revision v1" 5$/);
    for (const key of ['unknown', '%00', '__proto__', "'%20OR%20true"]) {
      expect((await api.post(key, { input: {} }).expect(404)).body).toEqual(problem('algorithm-not-found'));
    }
  });

  it('names what breaks the contract, and records the run as FAILED', async () => {
    const user = newUser();
    const input = { ...INPUT, events: [{ ...INPUT.events[0], correct: 'yes' }] };
    const body = (await api.post('mastery', { input }, user).expect(400)).body as unknown;

    expect(body).toEqual(problem('invalid-input', atPointer('/input/events/0/correct')));
    const { runs } = (await api.get('runs', user)).body as { runs: RunResponse[] };
    expect(runs).toMatchObject([{ status: 'FAILED', error_code: 'INVALID_INPUT' }]);
  });

  it('answers 500, and not that the request is bad, when the stored parameters break their rules', async () => {
    const registry = service.app.get(RegistryService);
    const { version, params } = (await registry.resolveVersion('mastery', 'v1'))!;
    const source = service.app.get(DataSource);
    const checksum = service.app.get(ParamsService).computeChecksum({ p_init: 7 });
    const [{ id }] = await source.query<[{ id: string }]>(
      `INSERT INTO algo_params (algo_version_id, params_json, checksum) VALUES ($1, '{"p_init": 7}', $2) RETURNING id`,
      [version.id, checksum],
    );
    await activateSetPastTheEngine(source, id);
    while ((await registry.resolveActive('mastery'))!.params.id !== id); // until the cache has it
    const user = newUser();
    const answer = await api.post('mastery', { input: INPUT }, user);
    await activateSetPastTheEngine(source, params.id);
    while ((await registry.resolveActive('mastery'))!.params.id !== params.id);

    expect([answer.status, answer.body]).toEqual([500, problem('algorithm-failed')]);
    const { runs } = (await api.get('runs', user)).body as { runs: RunResponse[] };
    expect(runs).toMatchObject([{ status: 'FAILED', error_code: 'INVALID_PARAMS' }]);
  });

  describe('rejects, and nothing is recorded:', () => {
    it.each<[string, string | object, string, string]>([
      ['no input', {}, 'invalid-request', '/input'],
      ['an input that is a list', { input: [] }, 'invalid-request', '/input'],
      ['an input that is null', { input: null }, 'invalid-request', '/input'],
      ['an unknown field', { input: {}, version: 'v1' }, 'invalid-request', '/version'],
      ['an unknown backslash', { input: {}, '\\': 1 }, 'invalid-request', '/\\'],
      ['a quote, after that', { input: {}, '"': 1 }, 'invalid-request', '/"'],
      ['a slash and a tilde', { input: {}, 'a/b~c': 1 }, 'invalid-request', '/a~1b~0c'],
      ['a constructor', { input: {}, constructor: 1 }, 'invalid-request', '/constructor'],
      ['no constructor', { input: {}, constructor: null }, 'invalid-request', '/constructor'],
      ['a method of objects', { input: {}, hasOwnProperty: 1 }, 'invalid-request', '/hasOwnProperty'],
      ['a bad session', { input: {}, session_id: 'mine' }, 'invalid-request', '/session_id'],
      ['a bad user', { input: {}, user_id: 5 }, 'invalid-request', '/user_id'],
      ['an unknown trigger', { input: {}, trigger: 'toString' }, 'invalid-request', '/trigger'],
      ['a list for a body', [], 'invalid-request', ''],
      ['a repeated name', '{"input":{"a":1,"\\u0061":2}}', 'malformed-body', '/input/a'],
      ['the name __proto__', '{"input":{"x":[{"__proto__":1}]}}', 'malformed-body', '/input/x/0/__proto__'],
    ])('%s', async (_name, body, name, pointer) => {
      const user = newUser();
      expect((await api.post('mastery', body, user).expect(400)).body).toEqual(problem(name, atPointer(pointer)));
      expect(await countOf('algo_runs', user.userId)).toBe(0);
    });

    it.each<[string, string | undefined]>([
      ['no body', undefined],
      ['an empty body', ''],
      ['half a body', '{"input":'],
      ['two bodies', '{"input":{}}{}'],
      ['a comment', '{"input":{}/**/}'],
      ['a bare word', 'input'],
      ['a bad escape in a name', '{"\\x":1}'],
    ])('%s', async (_name, body) => {
      const answer = (await api.post('mastery', body).expect(400)).body as unknown;
      expect((answer as { type: string }).type).toMatch(/#(malformed-body|invalid-request)$/);
    });
  });

  it('rejects bytes that are no UTF-8', async () => {
    const send = api.post('mastery', undefined);
    send.write(Buffer.concat([Buffer.from('{"input":{"a":"'), Buffer.from([0xff]), Buffer.from('"}}')]));
    expect((await send.expect(400)).body).toEqual(problem('malformed-body', { detail: 'The body is not UTF-8.' }));
  });

  it.each(['text/plain', 'application/json; charset=latin1', 'application/xml'])(
    'rejects a body of %s',
    async (type) => {
      const answer = await api.post('mastery', undefined).set('Content-Type', type).send('{"input":{}}').expect(415);
      expect(answer.body).toEqual(problem('unsupported-media-type'));
    },
  );

  it('takes 1 MiB here and 100 KiB elsewhere', async () => {
    const body = (bytes: number) => ({ input: { padding: 'x'.repeat(bytes) } });
    expect((await api.post('mastery', body(1024 * 1024)).expect(413)).body).toEqual(problem('payload-too-large'));
    await api.post('mastery', body(1024 * 1024 - 100)).expect(400);
    await api.post('algorithms/mastery/rollback', { reason: 'x'.repeat(101 * 1024) }, someAdmin).expect(413);
  });

  describe('acting for another', () => {
    it.each<Role>(['user', 'reader'])('is not for the role %s', async (role) => {
      const user = newUser();
      const body = { input: INPUT, user_id: user.userId.toUpperCase() };
      const rejected = await api.post('mastery', body, { ...someUser, role }).expect(403);
      expect(rejected.body).toEqual(problem('forbidden'));
      expect(await countOf('users', user.userId)).toBe(0);
    });

    it.each<Role>(['service', 'admin'])('is for the role %s', async (role) => {
      const user = newUser();
      const body = { input: INPUT, user_id: user.userId.toUpperCase() };
      const computed = (await api.post('mastery', body, { ...newUser(), role }).expect(201)).body as unknown;
      expect(await runOf((computed as ComputationResponse).run_id)).toMatchObject({ user_id: user.userId });
      await api.post('mastery', { ...body, user_id: user.userId }, user).expect(201);
    });

    it("cannot use another's session, and does not learn of it", async () => {
      const session_id = await openSession(newUser());
      for (const id of [session_id, randomUUID()]) {
        const rejected = await api.post('mastery', { input: INPUT, session_id: id }).expect(404);
        expect(rejected.body).toEqual(problem('session-not-found'));
      }
      const forAnother = { input: INPUT, session_id, user_id: newUser().userId };
      await api.post('mastery', forAnother, someAdmin).expect(404);
    });
  });

  describe('the trigger', () => {
    const compute = (trigger: string, role: Role) =>
      api.post('mastery', { input: INPUT, trigger }, { ...newUser(), role });

    it.each(['nightly', 'cron', 'manual'])(
      '%s is not what a user can say, and nothing is recorded',
      async (trigger) => {
        for (const role of ['user', 'reader'] as const) {
          const before = await countOf('algo_runs');
          expect((await compute(trigger, role).expect(403)).body).toEqual(problem('forbidden'));
          expect(await countOf('algo_runs')).toBe(before);
        }
        for (const role of ['service', 'admin'] as const) {
          const { run_id } = (await compute(trigger, role).expect(201)).body as ComputationResponse;
          expect(await runOf(run_id)).toMatchObject({ trigger });
        }
      },
    );
  });

  it('does not bring an erased user back, whose token is still valid', async () => {
    const user = newUser();
    const session_id = await openSession(user);
    await api.post('mastery', { input: INPUT }, user).expect(201);
    await service.app.get(DataSource).query('DELETE FROM users WHERE id = $1', [user.userId]);

    expect((await api.post('mastery', { input: INPUT }, user).expect(410)).body).toEqual(problem('user-erased'));
    expect((await api.post('sessions', {}, user).expect(410)).body).toEqual(problem('user-erased'));
    const byAdmin = { input: INPUT, user_id: user.userId };
    expect((await api.post('mastery', byAdmin, someAdmin).expect(410)).body).toEqual(problem('user-erased'));
    expect(await countOf('users', user.userId)).toBe(0);
    expect(await countOf('test_sessions', session_id)).toBe(0);
  });

  it('lets 64 first requests of one caller through at once', async () => {
    const user = { ...newUser(), role: 'service' as const }; // of a user only two would be in flight
    const statuses = await Promise.all(
      Array.from({ length: 64 }, async () => (await api.post('mastery', { input: INPUT }, user)).status),
    );

    expect(new Set(statuses)).toEqual(new Set([201]));
    expect(await countOf('users', user.userId)).toBe(1);
  });
});
