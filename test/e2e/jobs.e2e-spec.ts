import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import {
  type JobKindsResponse,
  type JobResponse,
  type JobsResponse,
  type PreviewResponse,
  type PreviewsResponse,
} from 'learning-engine/http';
import { atParameter, atPointer, problem, someAdmin, useApi } from '../support/http/api-client.js';
import { bearer, useService } from '../support/http/use-service.js';

describe('jobs over HTTP', () => {
  const service = useService();
  const api = useApi(service);
  const create = (body: object) => api.post('jobs', body, someAdmin);
  const cancel = (id: string) =>
    service.request().post(`/v1/learning/jobs/${id}/cancel`).set('Authorization', bearer(someAdmin));
  const verify = { kind: 'runs.verify-checksums', args: { sample_runs: 10 }, reason: 'Weekly check' };

  it('are queued, listed, shown and cancelled by administrators', async () => {
    const queued = (await create(verify).expect(201)).body as JobResponse;
    expect(queued).toMatchObject({
      ...verify,
      status: 'QUEUED',
      progress: { done: 0, total: null, rate_per_second: null, seconds_left: null },
      created_by_user_id: someAdmin.userId,
      started_at: null,
    });
    expect((await api.get(`jobs/${queued.id}`, someAdmin).expect(200)).body).toEqual(queued);

    const { id: other } = (await create({ ...verify, args: null }).expect(201)).body as JobResponse;
    const page = (await api.get('jobs?status=QUEUED&limit=1', someAdmin).expect(200)).body as JobsResponse;
    expect(page.jobs.map(({ id }) => id)).toEqual([other]);
    const rest = await api.get(`jobs?status=QUEUED&cursor=${page.next_cursor}`, someAdmin).expect(200);
    expect((rest.body as JobsResponse).jobs).toEqual([queued]);

    const cancelled = await cancel(queued.id).expect(200);
    expect(cancelled.body).toMatchObject({ id: queued.id, status: 'CANCELLED' });
    await cancel(queued.id).send({}).expect(200);
    expect((await api.get('jobs?status=CANCELLED', someAdmin)).body).toMatchObject({ jobs: [{ id: queued.id }] });
  });

  it('have kinds, each with the contract of its arguments', async () => {
    const { kinds } = (await api.get('jobs/kinds', someAdmin).expect(200)).body as JobKindsResponse;
    expect(kinds.map(({ kind, needs_reason }) => [kind, needs_reason]).sort()).toEqual([
      ['difficulty.calibrate', false],
      ['evaluation.run', false],
      ['evidence.preview', false],
      ['fit.mastery', false],
      ['fit.revision', false],
      ['learners.build-projection', false],
      ['learners.clear-projections', false],
      ['learners.import-answers', false],
      ['learners.warm-activation', true],
      ['mistakes.analyse', false],
      ['runs.retention', true],
      ['runs.verify', false],
      ['runs.verify-checksums', false],
      ['selections.evaluate', false],
    ]);
    expect(kinds.find(({ kind }) => kind === 'runs.retention')!.args).toMatchObject({
      required: ['older_than_days'],
      additionalProperties: false,
    });
  });

  it.each([
    [{ kind: 'none.such' }, 'invalid-job-kind', '/kind'],
    [{ kind: 'runs.retention', reason: 'r', args: {} }, 'invalid-job-args', '/args/older_than_days'],
    [
      { kind: 'runs.retention', reason: 'r', args: { older_than_days: 1 } },
      'invalid-job-args',
      '/args/older_than_days',
    ],
    [{ ...verify, args: { older_than_days: 60 } }, 'invalid-job-args', '/args/older_than_days'],
    [{ kind: 'runs.retention', args: { older_than_days: 60 } }, 'invalid-request', '/reason'],
    [{ ...verify, args: [] }, 'invalid-request', '/args'],
    [{ args: {} }, 'invalid-request', '/kind'],
  ] as const)('reject %j', async (body, name, pointer) => {
    expect((await create(body).expect(400)).body).toEqual(problem(name, atPointer(pointer)));
  });

  it('are for administrators, and not found under other ids', async () => {
    await api.get('jobs').expect(403);
    await api.get('jobs/kinds').expect(403);
    await api.post('jobs', verify).expect(403);
    const nowhere = await api.get(`jobs/${randomUUID()}`, someAdmin).expect(404);
    expect(nowhere.body).toEqual(problem('job-not-found'));
    await cancel(randomUUID()).expect(404);
    const more = await cancel(randomUUID()).send({ force: true }).expect(400);
    expect(more.body).toEqual(problem('invalid-request', atPointer('/force')));
  });
});

describe('previews over HTTP', () => {
  const service = useService();
  const api = useApi(service);
  const PREVIEWS = 'algorithms/mastery/previews';
  const create = (body: object, key = 'mastery') => api.post(`algorithms/${key}/previews`, body, someAdmin);
  const cancel = (path: string) => service.request().delete(path).set('Authorization', bearer(someAdmin));
  const asked = { version: 'v1', sample: 'all', now: '2026-01-22T12:00:00Z', reason: 'Before the new term' };

  it('are started, found where the answer says, and cancelled by administrators', async () => {
    const started = await create(asked).expect(202);
    const queued = started.body as PreviewResponse;
    expect(queued).toMatchObject({
      ...{ ...asked, now: '2026-01-22T12:00:00.000Z', algo_key: 'mastery', status: 'QUEUED' },
      ...{ created_by_user_id: someAdmin.userId, report: null, digest: null, as_of: null, most_changed_learners: [] },
    });
    expect(started.headers.location).toBe(`/v1/learning/${PREVIEWS}/${queued.id}`);
    expect((await api.get(`${PREVIEWS}/${queued.id}`, someAdmin).expect(200)).body).toEqual(queued);

    const cancelled = await cancel(started.headers.location!).expect(200);
    expect(cancelled.body).toMatchObject({ id: queued.id, status: 'CANCELLED' });
    await cancel(started.headers.location!).expect(200);
    expect((await api.get(`${PREVIEWS}/${queued.id}`, someAdmin)).body).toMatchObject({ status: 'CANCELLED' });
  });

  it('are started once under a key, and the repetition says where, too', async () => {
    const send = () => create({ version: 'v1' }).set('Idempotency-Key', '"a preview"').expect(202);
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    expect(second.headers.location).toBe(first.headers.location);
    expect(first.body).toMatchObject({ sample: 1000, reason: null });
  });

  it.each([
    [{ version: 'v1', sample: 19 }, '/sample'],
    [{ version: 'v1', sample: 'some' }, '/sample'],
    [{ version: 'v1', now: 'today' }, '/now'],
    [{ version: 'v1', params_id: 'x' }, '/params_id'],
    [{ sample: 'all' }, '/version'],
  ])('reject %j', async (body, pointer) => {
    expect((await create(body).expect(400)).body).toEqual(problem('invalid-request', atPointer(pointer)));
  });

  it('say what there is not, and what cannot be compared', async () => {
    expect((await create({ version: 'v9' }).expect(404)).body).toEqual(problem('version-not-found'));
    expect((await create({ version: 'v1' }, 'none').expect(404)).body).toEqual(problem('algorithm-not-found'));
    const unknown = { version: 'v1', params_id: randomUUID() };
    expect((await create(unknown).expect(404)).body).toEqual(problem('params-not-found'));
    const impossible = (await create({ version: 'v0' }).expect(409)).body as { detail: string };
    expect(impossible).toMatchObject({ type: expect.stringMatching(/#cannot-preview$/) as string });
    expect(impossible.detail).toContain('it folds no answers');
    const path = `${PREVIEWS}/${randomUUID()}`;
    expect((await api.get(path, someAdmin).expect(404)).body).toEqual(problem('preview-not-found'));
    await cancel(`/v1/learning/${path}`).expect(404);
  });

  it('that have been made are listed by version and parameter set, page by page', async () => {
    const ids = ['01980000-0000-7000-8000-000000000001', '01980000-0000-7000-8000-000000000002'];
    await service.app.get(DataSource).query(
      `INSERT INTO previews (id, algo_key, algo_version_id, params_id, request, strata, report, digest)
       SELECT made.id, 'mastery', v.id, s.id, '{}', '{}', '{}', sha256('{}') FROM unnest($1::uuid[]) AS made (id),
         algo_versions v JOIN algo_params s ON s.algo_version_id = v.id AND s.is_active
       WHERE v.algo_key = 'mastery' AND v.version = 'v1'`,
      [ids],
    );
    const list = async (query: string) =>
      (await api.get(`${PREVIEWS}?${query}`, someAdmin).expect(200)).body as PreviewsResponse;
    const first = await list('version=v1&limit=1');
    const { params_id } = first.previews[0]!;
    expect(first.previews).toEqual([
      expect.objectContaining({ id: ids[1], version: 'v1', active: null, activation_id: null, params_id }),
    ]);
    expect((await list(`version=v1&limit=1&cursor=${first.next_cursor}`)).previews).toMatchObject([{ id: ids[0] }]);
    expect((await list(`params_id=${params_id}`)).previews).toHaveLength(2);
    expect(await list(`params_id=${randomUUID()}`)).toEqual({ previews: [], next_cursor: null });
    const bad = await api.get(`${PREVIEWS}?params_id=x`, someAdmin).expect(400);
    expect(bad.body).toEqual(problem('invalid-request', atParameter('params_id')));
  });

  it('are for administrators', async () => {
    await api.get(PREVIEWS).expect(403);
    await api.post(PREVIEWS, { version: 'v1' }).expect(403);
    await api.get(`${PREVIEWS}/${randomUUID()}`).expect(403);
    await service
      .request()
      .delete(`/v1/learning/${PREVIEWS}/${randomUUID()}`)
      .set('Authorization', bearer())
      .expect(403);
  });
});
