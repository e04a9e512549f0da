import { type AuthUser, type JobResponse, type MistakeAnalysesResponse } from 'learning-engine/http';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { storeMistakeAnalysis } from '../support/engine/store-mistake-analysis.js';
import { newUser, problem, someAdmin, useApi } from '../support/http/api-client.js';
import { useService } from '../support/http/use-service.js';

const readerOf = (...groupIds: string[]): AuthUser => ({ userId: randomUUID(), role: 'reader', groupIds });

describe('analyses of mistakes over HTTP', () => {
  const service = useService();
  const api = useApi(service);
  const ids: string[] = [];
  const SETS = [
    { bankId: 'algebra', groupId: null },
    { bankId: 'algebra', groupId: '7a' },
    { bankId: null, groupId: '7b' },
  ];
  beforeAll(async () => {
    for (const set of SETS) {
      const args = { bank_id: 'algebra' };
      const job = (await api.post('jobs', { kind: 'mistakes.analyse', args }, someAdmin).expect(201)).body as unknown;
      ids.push((job as JobResponse).id);
      await storeMistakeAnalysis(service.app.get(DataSource), ids.at(-1)!, set);
    }
  });
  const listed = async (query: string, caller: AuthUser) => {
    const answer = await api.get(`mistake-analyses${query}`, caller).expect(200);
    const page = answer.body as MistakeAnalysesResponse;
    return { found: page.mistake_analyses.map(({ id }) => ids.indexOf(id)), cursor: page.next_cursor };
  };

  it.each<[string, AuthUser, number[]]>([
    ['a reader of 7a', readerOf('6c', '7a'), [1, 0]],
    ['a reader of none', readerOf(), [0]],
    ['a service', { userId: randomUUID(), role: 'service' }, [2, 1, 0]],
    ['an administrator', someAdmin, [2, 1, 0]],
  ])('are shown to %s as far as they may see them', async (_who, caller, visible) => {
    expect((await listed('', caller)).found).toEqual(visible);
    for (const [index, id] of ids.entries()) {
      const answer = await api.get(`mistake-analyses/${id}`, caller);
      const found = [answer.status, answer.body as object];
      if (visible.includes(index)) expect(found).toMatchObject([200, { id, report: {}, result: {} }]);
      else expect(found).toEqual([404, problem('mistake-analysis-not-found')]);
    }
  });

  it('are not shown to learners, nor to callers without a token', async () => {
    for (const path of ['mistake-analyses', `mistake-analyses/${ids[0]!}`]) {
      await api.get(path, newUser()).expect(403);
      await service.request().get(`/v1/learning/${path}`).expect(401);
    }
  });

  it('are listed page by page, by bank and by group, without what was found', async () => {
    const first = await listed('?limit=2', someAdmin);
    expect(first.found).toEqual([2, 1]);
    const second = await listed(`?limit=2&cursor=${first.cursor!}`, someAdmin);
    expect([second.found, second.cursor]).toEqual([[0], null]);
    expect((await listed('?bank_id=algebra', someAdmin)).found).toEqual([1, 0]);
    expect((await listed('?group_id=7b', someAdmin)).found).toEqual([2]);
    expect((await listed('?bank_id=none', someAdmin)).found).toEqual([]);
    const answer = await api.get('mistake-analyses', someAdmin).expect(200);
    expect((answer.body as MistakeAnalysesResponse).mistake_analyses[0]).not.toHaveProperty('result');
  });

  it('are rejected where a query is not valid, naming the field', async () => {
    for (const [query, parameter] of [
      [`?bank_id=${'x'.repeat(201)}`, 'bank_id'],
      ['?limit=0', 'limit'],
      ['?cursor=abc', 'cursor'],
    ] as const) {
      const answer = await api.get(`mistake-analyses${query}`, someAdmin).expect(400);
      expect(JSON.stringify(answer.body)).toContain(parameter);
    }
    await api.get('mistake-analyses/none', someAdmin).expect(400);
    await api.get(`mistake-analyses/${randomUUID()}`, someAdmin).expect(404);
  });
});
