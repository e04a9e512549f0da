import { randomUUID } from 'node:crypto';
import { type JobKindsResponse, type JobResponse, type JobsResponse } from 'learning-engine/http';
import { atPointer, problem, someAdmin, useApi } from '../support/http/api-client.js';
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
      ['learners.build-projection', false],
      ['learners.clear-projections', false],
      ['runs.retention', true],
      ['runs.verify-checksums', false],
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
