import { randomUUID } from 'node:crypto';
import {
  type AuthUser,
  type ComparedShadowResponse,
  type RunsResponse,
  type ShadowResponse,
  type ShadowsResponse,
} from 'learning-engine/http';
import { until } from '../support/database/embedded-child.js';
import { atPointer, newUser, problem, someAdmin, useApi } from '../support/http/api-client.js';
import { INPUT } from '../support/http/route-bodies.js';
import { useService } from '../support/http/use-service.js';
import { useCommands } from '../support/processes/use-commands.js';

const SHADOWS = 'algorithms/mastery/shadows';
const reason = 'Before the new term';
const ASKED = { version: 'v1', percent: 100, budget: 100, reason };

describe('shadows over HTTP and from the command line', () => {
  const service = useService();
  const api = useApi(service);
  const run = useCommands({
    get url() {
      return service.databaseUrl;
    },
  });
  const json = async <T>(args: string[], code = 0): Promise<T> => {
    const ended = await run([...args, '--json']);
    expect([ended.code, ended.stderr]).toEqual([code, '']);
    return JSON.parse(ended.stdout) as T;
  };
  let params_id: string;
  beforeAll(async () => {
    await api.post('algorithms/mastery/versions/v1/activate', { reason }, someAdmin).expect(200);
    const params = { params: { p_init: 0.55 } };
    const created = await api.post('algorithms/mastery/versions/v1/params', params, someAdmin).expect(201);
    params_id = (created.body as { id: string }).id;
  });
  const end = ({ id }: { id: string }) => api.post(`${SHADOWS}/${id}/end`, { reason: 'enough' }, someAdmin).expect(200);

  it('compute beside live runs, and are read with how they compare', async () => {
    const started = (await api.post(SHADOWS, { ...ASKED, params_id }, someAdmin).expect(201)).body as ShadowResponse;
    expect(started).toMatchObject({
      ...{
        algo_key: 'mastery',
        version: 'v1',
        params_id,
        percent: 100,
        budget: 100,
        reason,
        ended_at: null,
        ended_by: null,
      },
      ...{ actor_user_id: someAdmin.userId, active: { version: 'v1' }, runs: { started: 0, dropped: 0 } },
    });
    const user = newUser();
    await api.post('mastery', { input: INPUT }, user).expect(201);
    const reader: AuthUser = { userId: randomUUID(), role: 'reader' };
    const compared = await until(async () => {
      const read = (await api.get(`${SHADOWS}/${started.id}`, reader).expect(200)).body as ComparedShadowResponse;
      return read.runs.succeeded === 1 && read;
    });
    expect(compared.comparison).toMatchObject({ equal: 0, difference: { runs: 1 } });
    expect(compared.comparison.durations.candidate.p95_ms).toBeGreaterThan(0);
    expect(((await api.get('runs', user).expect(200)).body as RunsResponse).runs).toHaveLength(1);

    const { shadows } = (await api.get(SHADOWS, reader).expect(200)).body as ShadowsResponse;
    expect(shadows.map(({ id }) => id)).toEqual([started.id]);
    const ended = (await end(started)).body as ShadowResponse;
    expect(ended).toMatchObject({ ended_by: 'ended', end_reason: 'enough', ended_by_user_id: someAdmin.userId });
    expect((await end(started)).body).toEqual(ended);
  });

  it('are for administrators to start and end, and for readers to read', async () => {
    const id = randomUUID();
    for (const role of ['user', 'reader', 'service'] as const) {
      const caller = { ...newUser(), role };
      await api.post(SHADOWS, { ...ASKED, params_id }, caller).expect(403);
      await api.post(`${SHADOWS}/${id}/end`, { reason }, caller).expect(403);
      await api.get(SHADOWS, caller).expect(role === 'user' ? 403 : 200);
      await api.get(`${SHADOWS}/${id}`, caller).expect(role === 'user' ? 403 : 404);
    }
  });

  it('name what is wrong with a request', async () => {
    const answered = async (body: object, status: number) =>
      (await api.post(SHADOWS, { ...ASKED, params_id, ...body }, someAdmin).expect(status)).body as unknown;
    for (const [field, value] of Object.entries({
      percent: 101,
      budget: 0.5,
      until: 'soon',
      reason: '',
      version: '',
    })) {
      expect(await answered({ [field]: value }, 400)).toEqual(problem('invalid-request', atPointer(`/${field}`)));
    }
    expect(await answered({ version: 'v9' }, 404)).toEqual(problem('version-not-found'));
    expect(await answered({ params_id: randomUUID() }, 404)).toEqual(problem('params-not-found'));
    expect(await answered({ version: 'v0', params_id: undefined }, 409)).toEqual(problem('cannot-shadow'));
    expect((await api.get(`${SHADOWS}/${randomUUID()}`, someAdmin).expect(404)).body).toEqual(
      problem('shadow-not-found'),
    );
  });

  it('are started, listed, shown and ended by commands', async () => {
    const asked = ['--version', 'v1', '--params', params_id, '--percent', '10', '--budget', '1000', '--reason', reason];
    const { id } = await json<ShadowResponse>(['shadow', 'start', 'mastery', ...asked]);
    expect(await json(['shadow', 'start', 'mastery', ...asked], 1)).toMatchObject({ error: { code: 'CANNOT_SHADOW' } });
    const { shadows } = await json<ShadowsResponse>(['shadow', 'list', 'mastery', '--limit', '1']);
    expect(shadows).toMatchObject([{ id, percent: 10, ended_at: null }]);
    expect(await json(['shadow', 'show', 'mastery', id])).toMatchObject({ id, comparison: { equal: null } });
    const shown = await run(['shadow', 'show', 'mastery', id]);
    expect(shown.stdout).toMatch(
      /^Shadow [\w-]+ of mastery v1: computes until .*\nBeside v1, set .*; 10 % of its runs, at most 1000\.\n/,
    );
    const ended = await json(['shadow', 'end', 'mastery', id, '--reason', 'enough']);
    expect(ended).toMatchObject({ ended_by: 'ended', end_reason: 'enough' });
  });
});
