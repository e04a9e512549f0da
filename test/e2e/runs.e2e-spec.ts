import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { RunPurpose, RunQueries, RunsService } from 'learning-engine';
import { type RunResponse, type RunsResponse, type SessionResponse } from 'learning-engine/http';
import { atParameter, newUser, problem, someAdmin, useApi } from '../support/http/api-client.js';
import { scaled } from '../support/fault-scale.js';
import { useService } from '../support/http/use-service.js';

describe('runs over HTTP', () => {
  const service = useService();
  const api = useApi(service);
  const [ann, bob] = [newUser(), newUser()];
  let session_id: string;
  let annsRun: string;

  beforeAll(async () => {
    ({ session_id } = (await api.post('sessions', {}, ann)).body as SessionResponse);
    for (const key of ['mastery', 'revision', 'adaptive']) await api.post(key, { input: {}, session_id }, ann);
    await api.post('mastery', { input: {}, trigger: 'nightly', user_id: bob.userId }, someAdmin);
    annsRun = (await list('', ann)).runs[0]!.run_id;
  });

  const list = async (query: string, caller = someAdmin) =>
    (await api.get(`runs?${query}`, caller).expect(200)).body as RunsResponse;

  it('shows a user the own runs, and an admin all', async () => {
    expect((await list('', ann)).runs.map(({ algo_key }) => algo_key)).toEqual(['adaptive', 'revision', 'mastery']);
    expect((await list('', bob)).runs.map(({ trigger }) => trigger)).toEqual(['nightly']);
    expect((await list('')).runs).toHaveLength(4);
    expect((await list(`user_id=${ann.userId.toUpperCase()}`, ann)).runs).toHaveLength(3);
    expect((await api.get(`runs?user_id=${ann.userId}`, bob).expect(403)).body).toEqual(problem('forbidden'));
  });

  it('keeps to every filter', async () => {
    const count = async (query: string, caller = someAdmin) => (await list(query, caller)).runs.length;
    expect(await count('algo_key=mastery')).toBe(2);
    expect(await count('algo_key=mastery&version=v1')).toBe(0);
    expect(await count('status=FAILED')).toBe(4);
    expect(await count('status=SUCCESS')).toBe(0);
    expect(await count('trigger=nightly')).toBe(1);
    expect(await count(`session_id=${session_id}`)).toBe(3);
    expect(await count(`session_id=${session_id}`, bob)).toBe(0);
    expect(await count('from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z')).toBe(0);
    expect(await count('from=2026-01-01T00:00:00Z')).toBe(4);
  });

  it('shows runs of other purposes to an admin who asks for them, and to no one else', async () => {
    const runs = service.app.get(RunsService);
    const { run } = await service.app.get(RunQueries).getRun(annsRun);
    const { algoVersionId, paramsId } = run;
    const aside = { algoVersionId, paramsId, userId: ann.userId, purpose: RunPurpose.SHADOW, parentRunId: annsRun };
    const { id } = await runs.logRunStart(aside);
    await runs.logRunSuccess(id, {});

    expect((await list('')).runs.map(({ run_id }) => run_id)).not.toContain(id);
    expect((await list('', ann)).runs).toHaveLength(3);
    expect((await list('purpose=live', ann)).runs).toHaveLength(3);
    expect((await list('purpose=shadow')).runs).toMatchObject([
      { run_id: id, purpose: 'shadow', parent_run_id: annsRun },
    ]);
    expect((await list('purpose=verify')).runs).toEqual([]);
    expect((await api.get('runs?purpose=shadow', ann).expect(403)).body).toEqual(problem('forbidden'));
    await api.get(`runs/${id}`, ann).expect(404);
    await api.get(`runs/${id}`, someAdmin).expect(200);
    await api.get('runs?purpose=copy', someAdmin).expect(400);
  });

  it('goes on from page to page, for the same caller and filters alone', async () => {
    const first = await list('limit=2', ann);
    const cursor = first.next_cursor!;
    const second = await list(`limit=2&cursor=${cursor}`, ann);

    expect([...first.runs, ...second.runs].map(({ algo_key }) => algo_key)).toEqual([
      'adaptive',
      'revision',
      'mastery',
    ]);
    expect(second.next_cursor).toBeNull();
    for (const [query, caller] of [
      [`cursor=${cursor}`, bob],
      [`cursor=${cursor}&algo_key=mastery`, ann],
      [`cursor=${cursor}x`, ann],
      [`cursor=${cursor.slice(1)}`, ann],
    ] as const) {
      const body = (await api.get(`runs?${query}`, caller).expect(400)).body as unknown;
      expect(body).toEqual(problem('invalid-request', atParameter('cursor')));
    }
  });

  it('answers for the run of another as for one that is not there', async () => {
    const strip = (run: string, { body }: { body: object }) =>
      JSON.stringify({ ...body, request_id: '' }).replaceAll(run, 'RUN');
    const unknown = randomUUID();
    const [foreign, missing] = [
      await api.get(`runs/${annsRun}`, bob).expect(404),
      await api.get(`runs/${unknown}`, bob).expect(404),
    ];
    expect(strip(annsRun, foreign)).toBe(strip(unknown, missing));
    expect((await api.get(`runs/${annsRun}`, ann).expect(200)).body as RunResponse).toMatchObject({ run_id: annsRun });
    await api.get(`runs/${annsRun}`, someAdmin).expect(200);
  });

  it('answers any text as an id by 400 or 404', async () => {
    const segment = fc.oneof(
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.uuid(),
      fc.constantFrom("'; --", '%00', '..'),
    );
    await fc.assert(
      fc.asyncProperty(segment, async (text) => {
        const { status } = await api.get(`runs/${encodeURIComponent(text)}x`, ann);
        return status === 400;
      }),
      { numRuns: scaled(2000, 50) },
    );
  });

  it('takes any text in any filter without failing', async () => {
    const name = fc.constantFrom(
      'algo_key',
      'version',
      'status',
      'trigger',
      'user_id',
      'session_id',
      'from',
      'to',
      'cursor',
    );
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom("' OR 1=1 --", '\0', '$1', '{}', '%'));
    await fc.assert(
      fc.asyncProperty(name, text, async (filter, value) => {
        const { status } = await api.get(`runs?${filter}=${encodeURIComponent(value)}`, someAdmin);
        return status === 200 || status === 400;
      }),
      { numRuns: scaled(2000, 100) },
    );
  });
});
