import { type Type } from '@nestjs/common';
import { GUARDS_METADATA, INTERCEPTORS_METADATA, PIPES_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { randomUUID } from 'node:crypto';
import { AccessGuard, type InfoResponse } from 'learning-engine/http';
import { QueryLogger } from '../../src/database/query-logger.js';
import { ParamsService, RegistryService } from 'learning-engine';
import { specV0 } from '../fixtures/spec-v0.js';
import { bearer, testEnv, useService } from '../support/http/use-service.js';

describe('GET /v1/learning/info', () => {
  const service = useService(testEnv, { slowQueryMs: 0 });
  const get = (authorization?: string) => {
    const request = service.request().get('/v1/learning/info');
    return authorization === undefined ? request : request.set('Authorization', authorization);
  };

  it("answers the specification's body for all five algorithms, in its order", async () => {
    const response = await get(bearer())
      .expect(200)
      .expect('Content-Type', /^application\/json/);

    expect(response.body).toEqual({
      algorithms: specV0.map(({ algo_key, params }) => ({
        algo_key,
        active_version: 'v0',
        status: 'ACTIVE',
        active_params: params,
        updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/) as string,
      })),
    });
  });

  it('answers any authenticated user', async () => {
    await get(bearer({ userId: randomUUID(), role: 'user' })).expect(200);
    await get(bearer({ userId: randomUUID(), role: 'admin' })).expect(200);
  });

  it('shows a new active params set, and when it became active', async () => {
    const infoOf = async () => ((await get(bearer())).body as InfoResponse).algorithms[0]!;
    const before = await infoOf();
    const registry = service.app.get(RegistryService);
    const active = (await registry.resolveActive('mastery'))!;
    const tuned = await service.app.get(ParamsService).createParams(active.version.id, { threshold: 0.8 });
    await registry.activateParams(tuned.id);

    const after = await infoOf();
    expect(after.active_params).toEqual({ threshold: 0.8, decay_factor: 0.95, min_attempts: 5 });
    expect(Date.parse(after.updated_at!)).toBeGreaterThan(Date.parse(before.updated_at!));
  });

  describe('to a caller whose token was verified before', () => {
    const guarded = jest.spyOn(AccessGuard.prototype, 'canActivate');
    afterAll(() => guarded.mockRestore());

    it.each([
      [200, 'get', {}],
      [304, 'get', { 'If-None-Match': '*' }],
      [200, 'head', {}],
    ] as const)('is the same answer, %d to %s, without another look by a guard', async (status, method, conditions) => {
      const authorization = bearer({ userId: randomUUID(), role: 'user' });
      const ask = async () => {
        const request = service.request()[method]('/v1/learning/info').set('Authorization', authorization);
        const { headers, text } = await request.set({ ...conditions, 'X-Request-Id': 'a' }).expect(status);
        return { text, headers: { ...headers, date: '' } };
      };
      guarded.mockClear();
      const first = await ask();
      expect(guarded).toHaveBeenCalledTimes(1);

      // What is in memory may just have become too old: then a guard looks again, and it is renewed.
      let looks: number;
      do {
        looks = guarded.mock.calls.length;
        expect(looks).toBeLessThan(100);
        expect(await ask()).toEqual(first);
      } while (guarded.mock.calls.length > looks);
    });

    it('is checked like any other when it asks for something else', async () => {
      const authorization = bearer();
      await get(authorization).expect(200);
      guarded.mockClear();
      for (const query of ['?as_of=yesterday', '?x']) {
        await service.request().get(`/v1/learning/info${query}`).set('Authorization', authorization).expect(400);
      }
      await get(`${authorization}x`).expect(401);

      expect(guarded).toHaveBeenCalledTimes(3);
    });

    it('leaves out nothing that is there for every request', () => {
      const modules = [...service.app.get(ModulesContainer).values()];
      const ofAll = modules
        .flatMap(({ providers }) => [...providers.values()])
        .filter(({ subtype }) => subtype !== undefined && subtype !== 'filter')
        .map(({ metatype }) => metatype?.name);

      const controllers = modules.flatMap((module) => [...module.controllers.values()]);
      const { metatype } = controllers.find(({ name }) => name === 'LearningController')!;
      const { getInfo } = metatype!.prototype as { getInfo: () => unknown };
      const ofRoute = [GUARDS_METADATA, INTERCEPTORS_METADATA, PIPES_METADATA]
        .flatMap((kind) => [Reflect.getMetadata(kind, metatype!), Reflect.getMetadata(kind, getInfo)] as Type[][])
        .flatMap((ones) => ones ?? [])
        .map(({ name }) => name);

      // Each of these has nothing to do here, or is done. Of a new one, info-fast-path.ts has to make sure.
      expect([...ofAll, ...ofRoute].sort()).toEqual([
        'AccessGuard',
        'AuditInterceptor',
        'DeadlineInterceptor',
        'EntityTagInterceptor',
        'JsonBodyInterceptor',
        'QueryInterceptor',
        'QueryPipe',
      ]);
    });
  });

  describe('to callers that have the answer', () => {
    const ask = (ifNoneMatch: string, path = '/v1/learning/info') =>
      service.request().get(path).set('Authorization', bearer()).set('If-None-Match', ifNoneMatch);

    it('is 304 without a body, as long as nothing changes, and 200 with another tag after that', async () => {
      const before = await get(bearer());
      const tag = before.get('ETag')!;
      expect(tag).toMatch(/^"[\w-]{43}"$/);
      expect(before.get('Cache-Control')).toBe('private, no-cache');
      const again = await ask(tag).expect(304);
      expect(again.text).toBe('');
      expect(again.headers).toMatchObject({ etag: tag, 'cache-control': 'private, no-cache' });
      expect(again.headers).not.toHaveProperty('content-type');

      const registry = service.app.get(RegistryService);
      const active = (await registry.resolveActive('adaptive'))!;
      const tuned = await service.app.get(ParamsService).createParams(active.version.id, { target_accuracy: 0.8 });
      await registry.activateParams(tuned.id);

      const after = await ask(tag).expect(200);
      expect(after.get('ETag')).not.toBe(tag);
      expect((after.body as InfoResponse).algorithms[3]!.active_params).toMatchObject({ target_accuracy: 0.8 });
    });

    it('heeds lists, weak tags and *, also where the caller wants no cache, as fetch does', async () => {
      const tag = (await get(bearer())).get('ETag')!;
      for (const named of [`W/${tag}`, `"other", ${tag}`, '*']) await ask(named).expect(304);
      for (const named of ['"other"', tag.slice(1), '']) await ask(named).expect(200);
      await ask(tag).set('Cache-Control', 'no-cache').expect(304);
    });

    it('answers HEAD as GET, without the body', async () => {
      const full = await get(bearer());
      const head = await service.request().head('/v1/learning/info').set('Authorization', bearer()).expect(200);
      for (const name of ['ETag', 'Content-Length', 'Content-Type']) expect(head.get(name)).toBe(full.get(name));
    });

    it('is the same for what was active at an instant', async () => {
      const past = '/v1/learning/info?as_of=2000-01-01T00:00:00Z';
      const tag = (await service.request().get(past).set('Authorization', bearer()).expect(200)).get('ETag')!;
      await ask(tag, past).expect(304);
      await ask(tag).expect(200);
    });

    it('is 401 without a token', async () => {
      await service.request().get('/v1/learning/info').set('If-None-Match', '*').expect(401);
    });
  });

  it('asks the database next to nothing, with and without a body', async () => {
    const statements = jest.spyOn(QueryLogger.prototype, 'logQuery');
    const { headers } = await get(bearer()).expect(200);
    const tag = headers.etag!;
    await Promise.all(Array.from({ length: 20 }, () => get(bearer()).set('If-None-Match', tag).expect(304)));
    await Promise.all(Array.from({ length: 20 }, () => get(bearer()).expect(200)));

    expect(statements.mock.calls.length).toBeLessThan(15);
    statements.mockRestore();
  });

  it('does not say what serves it', async () => {
    expect((await get(bearer())).headers).not.toHaveProperty('x-powered-by');
  });

  it('is rejected without a token', async () => {
    const response = await get().expect(401).expect('WWW-Authenticate', 'Bearer');

    expect(response.body).toEqual({
      type: '/docs/problems#unauthorized',
      title: 'A valid bearer token is required.',
      status: 401,
      instance: '/v1/learning/info',
      request_id: response.headers['x-request-id'],
    });
  });
});
