import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { type ActivationsResponse, type ParamsResponse, type VersionDetailsResponse } from 'learning-engine/http';
import { atPointer, problem, someAdmin, useApi } from '../support/http/api-client.js';
import { useService } from '../support/http/use-service.js';

const V1 = 'algorithms/mastery/versions/v1';

describe('changes of the active version over HTTP', () => {
  const service = useService();
  const api = useApi(service);

  it('makes a version active with the set that is named, by one activation', async () => {
    const created = (await api.post(`${V1}/params`, { params: { p_init: 0.3 } }, someAdmin).expect(201))
      .body as ParamsResponse;
    const body = { reason: 'with its set', params_id: created.id };
    const details = (await api.post(`${V1}/activate`, body, someAdmin).expect(200)).body as VersionDetailsResponse;
    expect(details.params_sets.find(({ is_active }) => is_active)!.id).toBe(created.id);
    const { activations } = (await api.get('activations?algo_key=mastery&limit=2', someAdmin))
      .body as ActivationsResponse;
    expect(activations[0]).toMatchObject({ kind: 'activate', version: 'v1', params_id: created.id, restores_id: null });

    const other = { reason: 'x', expected_activation_id: activations[1]!.id };
    const late = (await api.post('algorithms/mastery/versions/v0/activate', other, someAdmin).expect(409))
      .body as unknown;
    expect(late).toEqual(problem('not-the-last-activation'));
    const foreign = { reason: 'x', params_id: randomUUID() };
    expect((await api.post(`${V1}/activate`, foreign, someAdmin).expect(404)).body).toEqual(
      problem('params-not-found'),
    );
  });

  it('restores what an activation or an instant had made active', async () => {
    const { activations } = (await api.get('activations?algo_key=mastery&limit=50', someAdmin))
      .body as ActivationsResponse;
    const first = activations.at(-1)!;
    const restore = (body: object, status: number) =>
      api.post('algorithms/mastery/restore', { reason: 'back', ...body }, someAdmin).expect(status);
    const body = (await restore({ activation_id: first.id }, 200)).body as unknown;
    expect(body).toMatchObject({ kind: 'restore', restores_id: first.id, version: 'v0', reason: 'back' });
    expect((await restore({ activation_id: first.id }, 200)).body).toEqual(body);
    expect((await restore({ as_of: activations[0]!.activated_at }, 200)).body).toMatchObject({
      kind: 'restore',
      restores_id: activations[0]!.id,
      version: 'v1',
    });
    expect((await restore({ activation_id: '0' }, 404)).body).toEqual(problem('activation-not-found'));
    expect((await restore({ as_of: '1999-01-01T00:00:00Z' }, 404)).body).toEqual(problem('activation-not-found'));
    for (const both of [{}, { activation_id: '1', as_of: '2026-01-01T00:00:00Z' }]) {
      expect((await restore(both, 400)).body).toEqual(problem('invalid-request', atPointer('/activation_id')));
    }
  });

  it.each([
    ['restore', { activation_id: '1' }],
    ['retire', {}],
  ])('answers a %s of 409 where another activation came between, and changes nothing', async (what, more) => {
    const log = async () =>
      ((await api.get('activations?algo_key=mastery', someAdmin)).body as ActivationsResponse).activations;
    const [last, earlier] = await log();
    const change = (expected_activation_id: unknown) =>
      api.post(`algorithms/mastery/${what}`, { reason: 'late', ...more, expected_activation_id }, someAdmin);

    const late = await change(earlier!.id).expect(409);
    expect(late.body).toEqual(problem('not-the-last-activation'));
    const bad = await change('last').expect(400);
    expect(bad.body).toEqual(problem('invalid-request', atPointer('/expected_activation_id')));
    expect((await log())[0]).toEqual(last);
  });

  it('retires an algorithm and brings it back', async () => {
    const retired = (await api.post('algorithms/mistakes/retire', { reason: 'a slip' }, someAdmin).expect(200))
      .body as unknown;
    expect(retired).toMatchObject({ kind: 'retire', algo_key: 'mistakes', version: null, params_id: null });
    expect((await api.post('mistakes', { input: {} }).expect(404)).body).toEqual(problem('algorithm-not-found'));
    expect((await api.get('activations?limit=1', someAdmin)).body).toMatchObject({ activations: [retired] });
    expect(
      (await api.post('algorithms/mistakes/rollback', { reason: 'needed' }, someAdmin).expect(200)).body,
    ).toMatchObject({
      kind: 'rollback',
      version: 'v0',
    });
    const unknown = await api.post('algorithms/nonexistent/retire', { reason: 'x' }, someAdmin).expect(404);
    expect(unknown.body).toEqual(problem('algorithm-not-found'));
    await service.app
      .get(DataSource)
      .query("INSERT INTO algo_versions (algo_key, version, status) VALUES ('dormant', 'v1', 'EXPERIMENTAL')");
    const dormant = await api.post('algorithms/dormant/retire', { reason: 'x' }, someAdmin).expect(409);
    expect(dormant.body).toEqual(problem('nothing-to-retire'));
  });

  it('refuses to make active what this instance cannot run', async () => {
    await service.app
      .get(DataSource)
      .query("INSERT INTO algo_versions (algo_key, version, status) VALUES ('mastery', 'v9', 'EXPERIMENTAL')");
    const rejected = await api
      .post('algorithms/mastery/versions/v9/activate', { reason: 'a slip' }, someAdmin)
      .expect(409);
    expect(rejected.body).toEqual(problem('cannot-activate'));
  });
});
