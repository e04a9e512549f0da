import { randomUUID } from 'node:crypto';
import { ALGO_KEYS, ExecutionService } from 'learning-engine';
import {
  type ActivationsResponse,
  type InfoResponse,
  type ParamsResponse,
  type VersionDetailsResponse,
  type ProblemResponse,
} from 'learning-engine/http';
import { atParameter, atPointer, problem, someAdmin, useApi } from '../support/http/api-client.js';
import { useService } from '../support/http/use-service.js';

const V1 = 'algorithms/mastery/versions/v1';

describe('the registry over HTTP', () => {
  const service = useService();
  const api = useApi(service);
  const versionOf = async (path: string) => (await api.get(path).expect(200)).body as VersionDetailsResponse;
  const liveVersion = async (query = '') => {
    const { algorithms } = (await api.get(`info${query}`).expect(200)).body as InfoResponse;
    return algorithms[0]!.active_version;
  };

  it('lists algorithms, versions, contracts and sets', async () => {
    const body = (await api.get('algorithms').expect(200)).body as unknown;
    const { algorithms } = body as { algorithms: { algo_key: string; versions: { version: string }[] }[] };
    const contracts = service.app.get(ExecutionService, { strict: false }).listContracts();
    const inCode = (key: string) => contracts.flatMap(({ algoKey, version }) => (algoKey === key ? [version] : []));
    expect(algorithms.map(({ algo_key, versions }) => [algo_key, versions.map(({ version }) => version)])).toEqual(
      ALGO_KEYS.map((key) => [key, inCode(key)]),
    );
    await api.get('algorithms/mastery/versions').expect(200);
    expect((await api.get('algorithms/x/versions').expect(404)).body).toEqual(problem('algorithm-not-found'));
    const { contract, params_sets } = await versionOf(V1);
    expect(contract!.input).toMatchObject({ type: 'object', required: expect.arrayContaining(['events']) as string[] });
    expect(params_sets).toMatchObject([{ is_active: true }]);
    expect(params_sets[0]).not.toHaveProperty('created_by_user_id');
    expect((await api.get('algorithms/mastery/versions/v9').expect(404)).body).toEqual(problem('version-not-found'));
  });

  it.each(['', ' ', '\u200b\ufeff', 'a\u001b[2J', 'a\u202eb', 'a\r', 'a\0'])(
    'rejects the reason %j',
    async (reason) => {
      const answer = await api.post(`${V1}/activate`, { reason }, someAdmin).expect(400);
      expect(answer.body).toEqual(problem('invalid-request', atPointer('/reason')));
    },
  );

  it('is activated and rolled back, with reasons in the activation log, and tells what was active when', async () => {
    const before = new Date().toISOString();
    await api.post(`${V1}/activate`, { reason: 'the trial is won' }, someAdmin).expect(200);
    expect(await liveVersion()).toBe('v1');
    expect(await liveVersion(`?as_of=${before}`)).toBe('v0');
    const body = (await api.post('algorithms/mastery/rollback', { reason: 'it is slow' }, someAdmin).expect(200))
      .body as unknown;
    expect(body).toMatchObject({ version: 'v0', reason: 'it is slow', actor_user_id: someAdmin.userId });
    expect(await liveVersion()).toBe('v0');

    const first = (await api.get('activations?algo_key=mastery&limit=2', someAdmin)).body as ActivationsResponse;
    expect(first.activations.map(({ version, reason }) => [version, reason])).toEqual([
      ['v0', 'it is slow'],
      ['v1', 'the trial is won'],
    ]);
    const page = `activations?algo_key=mastery&limit=2&cursor=${first.next_cursor}`;
    const rest = (await api.get(page, someAdmin).expect(200)).body as ActivationsResponse;
    expect(rest.activations).toHaveLength(1);
    expect(rest.next_cursor).toBeNull();
  });

  it('undoes the change that is named, once', async () => {
    await api.post(`${V1}/activate`, { reason: 'another trial' }, someAdmin).expect(200);
    const { activations } = (await api.get('activations?algo_key=mastery', someAdmin)).body as ActivationsResponse;
    const body = { reason: 'lost', activation_id: activations[0]!.id };
    await api.post('algorithms/mastery/rollback', body, someAdmin).expect(200);

    const again = (await api.post('algorithms/mastery/rollback', body, someAdmin).expect(409)).body as unknown;
    expect(again).toEqual(problem('not-the-last-activation'));
    expect(await liveVersion()).toBe('v0');
  });

  it('has nothing to undo where nothing changed', async () => {
    const body = (await api.post('algorithms/revision/rollback', { reason: 'x' }, someAdmin).expect(409))
      .body as unknown;
    expect(body).toEqual(problem('nothing-to-roll-back'));
  });

  it('tries a set out, stores it once, compares it and makes it active', async () => {
    const params = { p_init: 0.4 };
    const before = await versionOf(V1);
    const dry = await api.post(`${V1}/params?dry_run=true`, { params }, someAdmin).expect(200);
    expect(dry.body).toMatchObject({ existing_id: null, changes: [{ pointer: '/p_init', to: 0.4 }] });
    expect(await versionOf(V1)).toEqual(before);

    const created = (await api.post(`${V1}/params`, { params }, someAdmin).expect(201)).body as ParamsResponse;
    const again = (await api.post(`${V1}/params?dry_run=false`, { params }, someAdmin).expect(200)).body as object;
    expect(again).toEqual(created);
    expect(created).toMatchObject({ is_active: false, created_by_user_id: someAdmin.userId });

    const active = before.params_sets[0]!.id;
    const diff = (await api.get(`${V1}/params/${active}/diff/${created.id}`).expect(200)).body as unknown;
    expect(diff).toEqual({ changes: [{ pointer: '/p_init', from: 0.25, to: 0.4 }] });
    const v2 = 'algorithms/mastery/versions/v2/params';
    const { id } = (await api.post(v2, { params: {} }, someAdmin)).body as ParamsResponse;
    const across = `${V1}/params/${active}/diff/${id}`;
    expect((await api.get(across).expect(404)).body).toEqual(problem('params-not-found'));
    const versions = (await api.get(`${across}?to_version=v2`).expect(200)).body as { changes: { pointer: string }[] };
    expect(versions.changes.map(({ pointer }) => pointer)).toContain('/clamp');
    const url = `params/${created.id.toUpperCase()}/activate`;
    expect((await api.post(url, { reason: 'tuned' }, someAdmin).expect(200)).body).toMatchObject({ is_active: true });
  });

  it.each([
    [`${V1}/activate`, {}, 'invalid-request', '/reason'],
    [`${V1}/activate`, { reason: ' ' }, 'invalid-request', '/reason'],
    [`${V1}/activate`, { reason: 'x'.repeat(1001) }, 'invalid-request', '/reason'],
    [`${V1}/activate`, { reason: 'a\0b' }, 'invalid-request', '/reason'],
    [`${V1}/activate`, { reason: '\ud800' }, 'invalid-request', '/reason'],
    [`${V1}/activate`, { reason: 'x', force: true }, 'invalid-request', '/force'],
    ['algorithms/mastery/rollback', { reason: 'x', activation_id: 5 }, 'invalid-request', '/activation_id'],
    ['algorithms/mastery/rollback', { reason: 'x', activation_id: 'last' }, 'invalid-request', '/activation_id'],
    ['algorithms/mastery/rollback', { reason: 5 }, 'invalid-request', '/reason'],
    [`${V1}/activate`, { reason: 'x', params_id: 'x' }, 'invalid-request', '/params_id'],
    [`${V1}/activate`, { reason: 'x', expected_activation_id: 'x' }, 'invalid-request', '/expected_activation_id'],
    ['algorithms/mastery/restore', { reason: 'x', as_of: 'January' }, 'invalid-request', '/as_of'],
    ['algorithms/mastery/restore', { activation_id: '1' }, 'invalid-request', '/reason'],
    ['algorithms/mastery/retire', {}, 'invalid-request', '/reason'],
    [`${V1}/params`, {}, 'invalid-request', '/params'],
    [`${V1}/params`, { params: { p_init: 7 } }, 'invalid-params', '/params/p_init'],
    [`${V1}/params`, { params: { p_unit: 0.1 } }, 'invalid-params', '/params/p_unit'],
    [`${V1}/params`, { params: { p_init: 'a\0' } }, 'invalid-params', '/params/p_init'],
    [`params/${randomUUID()}/activate`, {}, 'invalid-request', '/reason'],
  ])('POST %s rejects %j', async (path, body, name, pointer) => {
    const sent = JSON.stringify(body);
    expect((await api.post(path, sent, someAdmin).expect(400)).body).toEqual(problem(name, atPointer(pointer)));
  });

  it('names all that is wrong with a set', async () => {
    const body = { params: { p_unit: 0.1, p_init: 7, clamp: 'x' } };
    const { errors } = (await api.post(`${V1}/params`, body, someAdmin).expect(400)).body as ProblemResponse;

    expect(errors).toEqual([
      { pointer: '/params/p_unit', detail: 'mastery.p_unit is not a known parameter' },
      { pointer: '/params/p_init', detail: 'mastery.p_init must be greater than 0 and less than 1' },
      { pointer: '/params/clamp', detail: 'mastery.clamp must be greater than 0 and at most 0.001' },
    ]);
  });

  it.each([
    ['info?as_of=yesterday', 'as_of'],
    ['info?as_of=2026-02-30T00:00:00Z', 'as_of'],
    ['info?as_of=2026-01-01T00:00:00Z&as_of=2026-01-01T00:00:00Z', 'as_of'],
    ['info?asof=x', 'asof'],
    ['info?__proto__=x', '__proto__'],
    ['activations?limit=0', 'limit'],
    ['activations?limit=201', 'limit'],
    ['activations?limit=1e1', 'limit'],
    ['activations?cursor=', 'cursor'],
    ['activations?cursor=abc', 'cursor'],
    ['activations?algo_key[$ne]=x', 'algo_key[$ne]'],
    ['activations?constructor=x', 'constructor'],
    ['algorithms/mastery/statistics?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'to'],
    ['algorithms/mastery/live-scores?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'to'],
    ['algorithms/mastery/live-scores?from=yesterday&to=2026-01-01T00:00:00Z', 'from'],
    ['algorithms/mastery/statistics?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&by=week', 'by'],
    ['runs?algo_key=%00', 'algo_key'],
    [`${V1}/params/x/diff/${randomUUID()}`, 'from_id'],
  ])('GET %s rejects %s', async (path, parameter) => {
    const body = (await api.get(path, someAdmin).expect(400)).body as unknown;
    expect(body).toEqual(problem('invalid-request', atParameter(parameter)));
  });

  it('does not know sets and versions that are not there', async () => {
    const diff = await api.get(`${V1}/params/${randomUUID()}/diff/${randomUUID()}`).expect(404);
    expect(diff.body).toEqual(problem('params-not-found'));
    const activated = await api.post(`params/${randomUUID()}/activate`, { reason: 'x' }, someAdmin).expect(404);
    expect(activated.body).toEqual(problem('params-not-found'));
    for (const path of ['activate', 'params']) {
      const body = path === 'activate' ? { reason: 'x' } : { params: {} };
      const answer = await api.post(`algorithms/mastery/versions/%00/${path}`, body, someAdmin).expect(404);
      expect(answer.body).toEqual(problem('version-not-found'));
    }
  });

  it('lets no user change what is active', async () => {
    for (const path of [
      `${V1}/activate`,
      `${V1}/params`,
      'algorithms/mastery/rollback',
      'algorithms/mastery/restore',
      'algorithms/mastery/retire',
      `params/${randomUUID()}/activate`,
    ]) {
      expect((await api.post(path, { reason: 'x' }).expect(403)).body).toEqual(problem('forbidden'));
    }
    await api.get('activations').expect(403);
    await api.get('doctor').expect(403);
    await api.get('algorithms/mastery/statistics').expect(403);
    await api.get('algorithms/mastery/live-scores').expect(403);
  });
});
