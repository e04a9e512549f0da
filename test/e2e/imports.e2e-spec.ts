import { randomUUID } from 'node:crypto';
import { request as send } from 'node:http';
import { type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { JobsService } from 'learning-engine/jobs';
import { LearnersService } from 'learning-engine/learners';
import { Env } from '../../src/config/env.js';
import { ended } from '../support/engine/open-jobs.js';
import { lastingBearer } from '../support/http/raw-http.js';
import { testEnv, useService } from '../support/http/use-service.js';

const MEBIBYTE = 1024 * 1024;

interface Import {
  id: string;
  source: string;
  through_line: number;
  rows: number;
  job: { id: string; status: string } | null;
}

describe('/v1/learning/imports', () => {
  const service = useService(Object.assign(new Env(), testEnv, { JOB_CONCURRENCY: 1 }));
  const authorization = lastingBearer({ userId: randomUUID(), role: 'service' });
  const ndjson = { authorization, 'content-type': 'application/x-ndjson' };
  const base = () =>
    `http://127.0.0.1:${(service.app.getHttpServer().address() as AddressInfo).port}/v1/learning/imports`;

  const line = (index: number, more: object = {}) =>
    `${JSON.stringify({ learner_id: `pupil ${index % 7}`, event_id: `e${index}`, at: '2026-01-21T12:00:00Z', item_id: 'q', skill_ids: ['s'], correct: true, ...more })}\n`;
  const lines = (count: number, from = 0) => Array.from({ length: count }, (_, index) => line(from + index)).join('');

  async function ask<T>(path: string, init: RequestInit = {}): Promise<{ status: number; body: T }> {
    const response = await fetch(`${base()}${path}`, { headers: { authorization }, ...init });
    return { status: response.status, body: (await response.json()) as T };
  }
  const post = (query: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = ndjson) =>
    ask<Import & { type: string; detail: string }>(`?${query}`, { method: 'POST', headers, body });
  const recorded = async ({ job }: Import) =>
    (await ended(service.app.get(JobsService, { strict: false }), job!.id)).result as Record<string, unknown>;

  it('take answers line by line, and a job says what became of each', async () => {
    const body = `${lines(3)}\n${line(9, { correct: undefined })}no JSON\n${line(0)}`;
    const { status, body: begun } = await post('source=moodle', body);
    expect([status, begun]).toEqual([202, expect.objectContaining({ source: 'moodle', through_line: 7, rows: 6 })]);
    expect(await recorded(begun)).toMatchObject({ rows: 6, recorded: 3, duplicate: 1, invalid: 2 });
    const { body: found } = await ask<Import>(`/${begun.id}`);
    expect(found).toMatchObject({ id: begun.id, job: { id: begun.job!.id, status: 'SUCCESS' } });
    const { body: listed } = await ask<{ imports: object[] }>('?source=moodle');
    expect(listed.imports).toMatchObject([{ id: begun.id, job_id: begun.job!.id }]);
    const { body: told } = await ask<{ rejects: { line: number }[] }>(`/${begun.id}/rejects?after=5&limit=1`);
    expect(told.rejects).toEqual([{ line: 6, outcome: 'invalid', reason: 'is not JSON' }]);
    expect((await ask(`/${randomUUID()}`)).status).toBe(404);
  });

  it('go on where a connection was lost, and take no lines twice or out of their order', async () => {
    const cut = send(`${base()}?source=lost`, { method: 'POST', headers: ndjson });
    const failed = new Promise((resolve) => cut.on('error', resolve));
    cut.write(lines(1500));
    let open: { id: string; through_line: number } | undefined;
    while (open?.through_line !== 1000) {
      const { body } = await ask<{ imports: { id: string; through_line: number }[] }>('?source=lost');
      open = body.imports[0];
    }
    cut.destroy();
    await failed;
    const wrong = await post('source=lost', lines(1));
    expect([wrong.status, wrong.body.type]).toEqual([409, expect.stringContaining('import-out-of-step')]);
    expect(wrong.body.detail).toContain('send those from 1001 on');
    const { body: more } = await post('source=lost&from_line=1001&more=true', lines(500, 1000));
    expect(more).toMatchObject({ id: open.id, through_line: 1500, rows: 1500, job: null });
    const { body: last } = await post('source=lost&from_line=1501', lines(10, 1500));
    expect(await recorded(last)).toMatchObject({ rows: 1510, recorded: 1510, duplicate: 0 });
  });

  it('can be dropped before their end, and not after it', async () => {
    const { body: open } = await post('source=dropped&more=true', lines(2));
    expect(await ask(`/${open.id}`, { method: 'DELETE' })).toMatchObject({ status: 200, body: { dropped: true } });
    expect((await ask(`/${open.id}`)).status).toBe(404);
    const { body: done } = await post('source=dropped', lines(2));
    expect((await ask(`/${done.id}`, { method: 'DELETE' })).status).toBe(409);
    await recorded(done);
  });

  it('record nothing of users who were erased', async () => {
    const gone = randomUUID();
    await service.app.get(LearnersService, { strict: false }).erase(gone);
    const { body } = await post('source=erased', `${line(1, { learner_id: gone })}${line(1)}`);
    expect(await recorded(body)).toMatchObject({ recorded: 1, erased: 1 });
  });

  it('reject a body that is packed, too large, of another type, without lines, or of another caller', async () => {
    const refused = async (given: Promise<{ status: number; body: { type?: string } }>) => {
      const { status, body } = await given;
      return `${status} ${body.type?.split('#').at(-1)}`;
    };
    const packed = Uint8Array.from(gzipSync(lines(1)));
    expect(await refused(post('source=x', packed, { ...ndjson, 'content-encoding': 'gzip' }))).toMatch(/^415 /);
    expect(await refused(post('source=x', '{}', { authorization, 'content-type': 'application/json' }))).toMatch(
      /^415 /,
    );
    expect(await refused(post('source=x', '\n\n'))).toMatch(/^400 .*invalid-request/);
    expect(await refused(post('source=a%20b', lines(1)))).toMatch(/^400 .*invalid-request/);
    expect(await refused(post('source=x&from_line=0', lines(1)))).toMatch(/^400 .*invalid-request/);
    const user = lastingBearer({ userId: randomUUID(), role: 'user' });
    expect(await refused(post('source=x', lines(1), { ...ndjson, authorization: user }))).toMatch(/^403 /);
    const large = new Uint8Array(33 * MEBIBYTE);
    expect(await refused(post('source=x', large))).toMatch(/^413 /);
  });

  it('keep nothing of a line or a body that does not end', async () => {
    const endless = send(`${base()}?source=endless`, { method: 'POST', headers: ndjson });
    const answered = new Promise<number>((resolve) =>
      endless.on('response', (response) => {
        response.resume();
        resolve(response.statusCode!);
      }),
    );
    endless.on('error', () => undefined);
    const piece = Buffer.alloc(MEBIBYTE, 'x');
    let sent = 0;
    const write = () => {
      while (sent < 34) {
        sent += 1;
        if (!endless.write(piece)) return void endless.once('drain', write);
      }
    };
    write();
    expect(await answered).toBe(413);
    endless.destroy();
    const { body } = await ask<{ imports: object[] }>('?source=endless');
    expect(body.imports).toMatchObject([{ through_line: 0, job_id: null }]);
  });
});
