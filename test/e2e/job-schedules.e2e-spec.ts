import {
  type JobScheduleChangesResponse,
  type JobScheduleResponse,
  type JobSchedulesResponse,
} from 'learning-engine/http';
import { DataSource } from 'typeorm';
import { atPointer, problem, someAdmin, useApi } from '../support/http/api-client.js';
import { bearer, someUser, useService } from '../support/http/use-service.js';

describe('schedules of jobs over HTTP', () => {
  const service = useService();
  const api = useApi(service);
  const set = (id: string, body: object, caller = someAdmin) =>
    service.request().put(`/v1/learning/job-schedules/${id}`).set('Authorization', bearer(caller)).send(body);
  const nightly = {
    kind: 'runs.verify-checksums',
    args: { sample_runs: 10 },
    cron: '30 2 * * *',
    time_zone: 'Europe/Berlin',
  };

  it('are created, changed, listed and shown with their next times by administrators', async () => {
    const created = (await set('nightly', { ...nightly, reason: 'As agreed' }).expect(201)).body as JobScheduleResponse;
    expect(created).toMatchObject({
      ...{ ...nightly, id: 'nightly', revision: 1, enabled: true, catch_up: 'once', reason: 'As agreed' },
      changed_by_user_id: someAdmin.userId,
    });
    expect(created.next).toHaveLength(5);
    for (const at of created.next) expect(at).toMatch(/^\d{4}-\d\d-\d\dT0[23]:[03]0:00\+0[12]:00$/);
    expect((await api.get('job-schedules/nightly', someAdmin).expect(200)).body).toEqual(created);
    expect((await set('nightly', nightly).expect(200)).body).toEqual(created);

    const other = { ...nightly, args: null, enabled: false, catch_up: 'none' };
    const changed = await set('nightly', other).set('If-Match', '"1"').expect(200);
    expect(changed.body).toMatchObject({
      args: {},
      revision: 2,
      enabled: false,
      catch_up: 'none',
      next: [],
      reason: null,
    });
    const stale = await set('nightly', nightly).set('If-Match', '"1"').expect(412);
    expect(stale.body).toEqual(problem('job-schedule-changed'));
    await set('nightly', nightly).set('If-Match', '"x"').expect(400);

    await set('weekly', { ...nightly, cron: '0 4 * * SUN' }).expect(201);
    const page = (await api.get('job-schedules?limit=1', someAdmin).expect(200)).body as JobSchedulesResponse;
    expect(page.schedules).toEqual([changed.body]);
    const rest = await api.get(`job-schedules?cursor=${page.next_cursor}`, someAdmin).expect(200);
    expect(rest.body).toMatchObject({ schedules: [{ id: 'weekly' }], next_cursor: null });

    const first = (await api.get('job-schedules/nightly/changes?limit=1', someAdmin).expect(200))
      .body as JobScheduleChangesResponse;
    expect(first.changes).toMatchObject([{ revision: 2, enabled: false, changed_by_user_id: someAdmin.userId }]);
    const before = await api.get(`job-schedules/nightly/changes?cursor=${first.next_cursor}`, someAdmin).expect(200);
    expect(before.body).toMatchObject({ changes: [{ revision: 1, reason: 'As agreed' }], next_cursor: null });
    expect((await api.get('jobs?schedule_id=nightly', someAdmin).expect(200)).body).toMatchObject({ jobs: [] });
  });

  it('are not created by a caller who expects one', async () => {
    const missing = await set('expected', nightly).set('If-Match', '*').expect(412);
    expect(missing.body).toEqual(problem('job-schedule-changed'));
    await api.get('job-schedules/expected', someAdmin).expect(404);
    await set('expected', nightly).expect(201);
    await set('expected', { ...nightly, enabled: false })
      .set('If-Match', '*')
      .expect(200);
  });

  it('are not set by a caller who expects none', async () => {
    await set('mine', nightly).set('If-None-Match', '*').expect(201);
    const taken = await set('mine', { ...nightly, enabled: false })
      .set('If-None-Match', '*')
      .expect(412);
    expect(taken.body).toEqual(problem('job-schedule-changed'));
    expect((await api.get('job-schedules/mine', someAdmin).expect(200)).body).toMatchObject({
      revision: 1,
      enabled: true,
    });

    for (const [none, match] of [['"1"'], ['*', '*'], ['']]) {
      const asked = set('other', nightly).set('If-None-Match', none!);
      if (match) void asked.set('If-Match', match);
      expect(((await asked.expect(400)).body as { errors: object[] }).errors).toMatchObject([
        { parameter: 'If-None-Match' },
      ]);
    }
    await api.get('job-schedules/other', someAdmin).expect(404);
  });

  it('are listed where a zone is not known any more, and disabled as they are', async () => {
    await set('of-mars', nightly).expect(201);
    const text = "UPDATE job_schedules SET time_zone = 'Mars/Phobos', revision = 2 WHERE id = 'of-mars'";
    await service.app.get(DataSource).query(text);
    const listed = await api.get('job-schedules', someAdmin).expect(200);
    const shown = (listed.body as JobSchedulesResponse).schedules.find(({ id }) => id === 'of-mars');
    expect(shown).toMatchObject({ enabled: true, time_zone: 'Mars/Phobos', next: [] });
    await set('of-mars', { ...nightly, time_zone: 'Mars/Phobos' }).expect(400);
    const disabled = await set('of-mars', { ...nightly, time_zone: 'Mars/Phobos', enabled: false }).expect(200);
    expect(disabled.body).toMatchObject({ enabled: false, time_zone: 'Mars/Phobos', revision: 3 });
  });

  it('are set once under a key', async () => {
    const send = () => set('keyed', nightly).set('Idempotency-Key', '"a schedule"').expect(201);
    expect((await send()).body).toEqual((await send()).body);
  });

  it.each([
    [{ cron: '0 0 31 2 *' }, 'invalid-request', '/cron'],
    [{ cron: '@reboot' }, 'invalid-request', '/cron'],
    [{ time_zone: 'Europe/Bonn' }, 'invalid-request', '/time_zone'],
    [{ time_zone: null }, 'invalid-request', '/time_zone'],
    [{ kind: 'none.such' }, 'invalid-job-kind', '/kind'],
    [{ args: { older_than_days: 60 } }, 'invalid-job-args', '/args/older_than_days'],
    [{ args: [] }, 'invalid-request', '/args'],
    [{ enabled: 'yes' }, 'invalid-request', '/enabled'],
    [{ catch_up: 'all' }, 'invalid-request', '/catch_up'],
    [{ kind: 'runs.retention', args: { older_than_days: 60 } }, 'invalid-request', '/reason'],
    [{ paused: true }, 'invalid-request', '/paused'],
  ] as const)('reject %j', async (wrong, name, pointer) => {
    expect((await set('wrong', { ...nightly, ...wrong }).expect(400)).body).toEqual(problem(name, atPointer(pointer)));
    await api.get('job-schedules/wrong', someAdmin).expect(404);
  });

  it('are for administrators, and not found under other ids', async () => {
    await set('mine', nightly, someUser).expect(403);
    await set('mine', nightly, { ...someUser, role: 'service' }).expect(403);
    await api.get('job-schedules').expect(403);
    await api.get('job-schedules/nightly').expect(403);
    await api.get('job-schedules/nightly/changes').expect(403);
    const nowhere = await api.get('job-schedules/none/changes', someAdmin).expect(404);
    expect(nowhere.body).toEqual(problem('job-schedule-not-found'));
    const wrong = await api.get('job-schedules/No%20id', someAdmin).expect(400);
    expect(wrong.body).toMatchObject({ errors: [{ parameter: 'schedule_id' }] });
  });
});
