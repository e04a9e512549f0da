import { randomUUID } from 'node:crypto';
import { type AuthUser, type GateResponse, type GateSettingResponse } from 'learning-engine/http';
import { atPointer, newUser, problem, someAdmin, useApi } from '../support/http/api-client.js';
import { useService } from '../support/http/use-service.js';
import { useCommands } from '../support/processes/use-commands.js';

const GATE = 'algorithms/mastery/gate';
const reason = 'Exams are near';

describe('gates over HTTP and from the command line', () => {
  const service = useService();
  const api = useApi(service);
  const run = useCommands({
    get url() {
      return service.databaseUrl;
    },
  });
  const json = async (args: string[], code = 0): Promise<unknown> => {
    const ended = await run([...args, '--json']);
    expect([ended.code, ended.stderr]).toEqual([code, '']);
    return JSON.parse(ended.stdout);
  };

  it('are set by administrators, and hold for the service and for a command beside it', async () => {
    expect((await api.get(GATE, someAdmin).expect(200)).body).toEqual({
      ...{ algo_key: 'mastery', mode: 'off', log_loss_margin: null, most_changed: null, history: [] },
    });
    const limits = { log_loss_margin: 0.01, most_changed: 0.2 };
    const set = (await api.post(GATE, { mode: 'required', ...limits, reason }, someAdmin).expect(200))
      .body as GateSettingResponse;
    expect(set).toMatchObject({ mode: 'required', ...limits, reason, actor_user_id: someAdmin.userId });
    const again = { mode: 'required', ...limits, reason: 'Once more' };
    expect((await api.post(GATE, again, someAdmin).expect(200)).body).toEqual(set);

    const closed = await api.post('algorithms/mastery/versions/v1/activate', { reason }, someAdmin).expect(409);
    expect(closed.body).toEqual(problem('gate-closed'));
    const because = ['--reason', 'By a command'];
    expect(await json(['activate', 'mastery', 'v1', ...because], 1)).toMatchObject({ error: { code: 'GATE_CLOSED' } });
    expect(await json(['activate', 'mastery', 'v1', ...because, '--override'])).toMatchObject({
      ...{ evidence: { gate: 'required', ...limits }, flags: ['override', 'no-preview', 'no-evaluation'] },
    });

    const as = randomUUID();
    const off = await json(['gate', 'set', 'mastery', 'off', ...because, '--as', as]);
    expect(off).toMatchObject({ mode: 'off', log_loss_margin: null, most_changed: null, actor_user_id: as });
    const gate = (await api.get(GATE, someAdmin).expect(200)).body as GateResponse;
    expect(gate).toEqual({
      ...{ algo_key: 'mastery', mode: 'off', log_loss_margin: null, most_changed: null, history: [off, set] },
    });
    expect(await json(['gate', 'show', 'mastery'])).toEqual(gate);
    const { stdout } = await run(['gate', 'show', 'mastery']);
    expect(stdout).toMatch(/^mastery: off\n\nid .*\n.*By a command\n.*required {2}0\.01 .*0\.2 .*Exams are near\n$/);
    await api.post('algorithms/mastery/rollback', { reason }, someAdmin).expect(200);
    await api.post('algorithms/mastery/versions/v1/activate', { reason }, someAdmin).expect(200);
  });

  it('are set and read by administrators alone', async () => {
    const callers: AuthUser[] = [
      newUser(),
      { userId: randomUUID(), role: 'reader' },
      { userId: randomUUID(), role: 'service' },
    ];
    for (const caller of callers) {
      await api.get(GATE, caller).expect(403);
      await api.post(GATE, { mode: 'off', reason }, caller).expect(403);
    }
  });

  it.each([
    [{ mode: 'always' }, '/mode'],
    [{}, '/mode'],
    [{ mode: 'warn', log_loss_margin: 11 }, '/log_loss_margin'],
    [{ mode: 'warn', most_changed: '0.5' }, '/most_changed'],
    [{ mode: 'warn', most_changed: -0.1 }, '/most_changed'],
    [{ mode: 'warn', reason: '' }, '/reason'],
  ])('are not set to %j', async (body, pointer) => {
    const answer = await api.post(GATE, { reason, ...body }, someAdmin).expect(400);
    expect(answer.body).toEqual(problem('invalid-request', atPointer(pointer)));
  });

  it('are of algorithms that there are', async () => {
    await api.get('algorithms/x/gate', someAdmin).expect(404);
    const answer = await api.post('algorithms/x/gate', { mode: 'warn', reason }, someAdmin).expect(404);
    expect(answer.body).toEqual(problem('algorithm-not-found'));
    expect(await json(['gate', 'set', 'x', 'warn', '--reason', 'x'], 1)).toMatchObject({ error: { code: 'REJECTED' } });
    expect(await json(['gate', 'show', 'x'], 1)).toMatchObject({ error: { code: 'REJECTED' } });
    expect(await json(['gate', 'set', 'mastery', 'always', '--reason', 'x'], 2)).toMatchObject({
      error: { code: 'INVALID_ARGUMENT', message: 'mode must be one of off, warn, required' },
    });
    expect(await json(['gate', 'set', 'mastery', 'warn', '--reason', 'x', '--most-changed', 'few'], 2)).toMatchObject({
      error: { message: '--most-changed must be a number such as 0.05' },
    });
  });
});
