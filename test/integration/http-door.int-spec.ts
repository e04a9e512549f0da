import { type DynamicModule, type LoggerService, ValidationPipe, VersioningType } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { HealthCheckService } from '@nestjs/terminus';
import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import request from 'supertest';
import { InvalidArgumentError } from 'learning-engine';
import { EngineHealthIndicator, LearningHttpModule, type Role, type Users } from 'learning-engine/http';
import { authUser, HttpHostModule } from '../fixtures/http-host/http-host.module.js';
import { useEmptyDatabase } from '../support/database/own-database.js';

const pupil = { id: randomUUID().toUpperCase(), job: 'pupil' };
const head = { id: randomUUID(), job: 'head' };

describe('learning-engine/http in another app', () => {
  const database = useEmptyDatabase();
  const registry = new Registry();
  const told: unknown[] = [];
  const logger = { error: (...line: unknown[]) => void told.push(line) } as unknown as LoggerService;
  for (const level of ['log', 'warn', 'debug', 'verbose', 'fatal'] as const) logger[level] = () => undefined;
  let app: NestExpressApplication;

  const open = async (
    http: DynamicModule,
    { rawBody = true, metrics = new Registry() }: { rawBody?: boolean; metrics?: Registry } = {},
  ) => {
    const opened = await NestFactory.create<NestExpressApplication>(
      HttpHostModule.forRoot(database.url, http, metrics),
      {
        rawBody,
        logger,
        abortOnError: false,
      },
    );
    opened.setGlobalPrefix('api');
    opened.enableVersioning({ type: VersioningType.URI, defaultVersion: '7' });
    opened.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
    try {
      await opened.listen(0);
    } catch (error) {
      await opened.close();
      throw error;
    }
    return opened;
  };
  beforeAll(async () => {
    app = await open(LearningHttpModule.forRoot({ authUser }), { metrics: registry });
  });
  afterAll(() => app?.close());

  const ask = (method: 'get' | 'post', path: string, person?: object, at = app) => {
    const asked = request(at.getHttpServer())[method](`/api/v1/learning${path}`);
    return person ? asked.set('x-person', JSON.stringify(person)) : asked;
  };
  const compute = (input: object, more: object = {}) => ask('post', '/mastery', pupil).send({ input, ...more });
  const activate = (person: object) =>
    ask('post', '/algorithms/mastery/versions/v1/activate', person).send({ reason: 'a try' });

  it('serves the routes to whom the host names, as problems to others, and for none to keep', async () => {
    const info = await ask('get', '/info', pupil)
      .expect(200)
      .expect('ETag', /^"[\w-]{43}"$/);
    expect((info.body as { algorithms: object[] }).algorithms[0]).toMatchObject({
      algo_key: 'mastery',
      active_version: 'v0',
    });

    const stranger = await ask('get', '/info').expect(401).expect('WWW-Authenticate', 'Bearer');
    expect(stranger.headers).toMatchObject({ 'content-type': 'application/problem+json; charset=utf-8' });
    expect(stranger.body).toMatchObject({
      type: '/docs/problems#unauthorized',
      request_id: stranger.get('x-request-id'),
    });
    await ask('get', '/algorithms', pupil).expect(200).expect('Cache-Control', 'no-store');
  });

  it('says which groups of routes there are: those that the host has asked for', async () => {
    expect((await ask('get', '/me', head).expect(200)).body).toEqual({
      ...{ user_id: head.id, role: 'admin', group_ids: [], routes: [] },
    });
    await ask('get', '/jobs', head).expect(404);
    const users = { admit: () => true, openSession: () => undefined } as unknown as Users;
    const other = await open(LearningHttpModule.forRoot({ authUser, users, sessions: true }));
    const me = await ask('get', '/me', head, other).expect(200);
    await other.close();
    expect(me.body).toMatchObject({ routes: ['sessions'] });
  });

  it('lets an administrator of the host activate, and rejects a plain user', async () => {
    expect((await activate(pupil).expect(403)).body).toMatchObject({ type: '/docs/problems#forbidden' });
    await activate(head).expect(200);

    expect((await ask('get', '/activations?limit=1', head).expect(200)).body).toMatchObject({
      activations: [{ version: 'v1', actor_user_id: head.id, reason: 'a try' }],
    });
    expect(await registry.metrics()).toContain('learning_activations_total{algo_key="mastery"} 1');
  });

  it('computes for the user, whose id is one in whatever case the host writes it', async () => {
    await activate(head).expect(200);
    const events = [{ event_id: 'e1', skill_id: 'fractions', correct: true, at: '2026-01-21T12:00:00Z' }];
    const { run_id } = (await compute({ states: [], events }).expect(201)).body as { run_id: string };

    expect((await ask('get', `/runs/${run_id}`, pupil).expect(200)).body).toMatchObject({
      status: 'SUCCESS',
      user_id: pupil.id.toLowerCase(),
    });
  });

  it('reads bodies as they were sent, whatever parsers and pipes the host has', async () => {
    const twice = '{"input": {"states": [], "states": [], "events": []}}';
    expect((await ask('post', '/mastery', pupil).type('json').send(twice).expect(400)).body).toMatchObject({
      type: '/docs/problems#malformed-body',
    });

    // A pipe that transforms leaves a property of this name out.
    const answer = await compute({ states: [], events: [], constructor: 1 }).expect(400);
    expect(answer.body).toMatchObject({ errors: [{ pointer: '/input/constructor' }] });
    await ask('post', '/mastery', pupil).send({ input: {}, limit: 1 }).expect(400);
    await ask('get', '/runs?limit=2&status=SUCCESS', pupil).expect(200);
    await ask('get', '/runs?unknown=2', pupil).expect(400);
  });

  it("leaves the host's own controllers and unknown paths to the host", async () => {
    const own = (method: 'get' | 'post', path: string) => request(app.getHttpServer())[method](path);

    expect((await own('get', '/api/v7/notes').expect(404)).body).toMatchObject({ message: 'no notes yet' });
    expect((await own('post', '/api/v7/notes').send({ text: 'a' }).expect(201)).body).toMatchObject({ isNote: true });
    const rejected = await own('post', '/api/v7/notes').send({ text: 'a', more: 1 }).expect(400);
    expect(rejected.body).toMatchObject({ statusCode: 400, error: 'Bad Request' });
    expect((await own('get', '/api/nowhere').expect(404)).body).toMatchObject({ statusCode: 404 });
    // What the host's guard rejects on a route of the engine is a problem all the same.
    const banned = await ask('get', '/info').set('x-person', 'banned').expect(401);
    expect(banned.body).toMatchObject({ type: '/docs/problems#unauthorized' });
  });

  it('knows no session, and opens none, where the host says nothing of sessions', async () => {
    expect((await compute({ states: [], events: [] }, { session_id: randomUUID() }).expect(404)).body).toMatchObject({
      type: '/docs/problems#session-not-found',
    });
    await ask('post', '/sessions', pupil).send({ input: {} }).expect(404);
  });

  it('has an indicator for the health check of the host', async () => {
    const engine = app.get(EngineHealthIndicator, { strict: false });
    const result = await app.get(HealthCheckService, { strict: false }).check([() => engine.check('engine')]);

    expect(result.details).toEqual({ engine: { status: 'up' } });
  });

  it('answers by 500, and says the remedy in the log, where a parser has kept nothing of the bodies', async () => {
    const without = await open(LearningHttpModule.forRoot({ authUser }), { rawBody: false });
    try {
      expect((await ask('post', '/mastery', pupil, without).send({ input: {} }).expect(500)).body).toMatchObject({
        type: '/docs/problems#internal-error',
      });
      expect(String(told.splice(0))).toContain('NestFactory.create(AppModule, { rawBody: true })');
      await ask('get', '/info', pupil, without).expect(200);
    } finally {
      await without.close();
    }
  });

  it.each<[string, unknown]>([
    ['an id that is no UUID', { userId: 'ada', role: 'admin' }],
    ['a role that is none', { userId: randomUUID(), role: 'root' as Role }],
    ['an end that is no instant', { userId: randomUUID(), role: 'admin', validUntil: new Date('soon') }],
  ])('lets no one in by %s', async (_what, given) => {
    const careless = await open(LearningHttpModule.forRoot({ authUser: () => given as never }));
    try {
      await ask('get', '/info', pupil, careless).expect(500);
      expect(String(told.splice(0))).toContain('authUser of LearningHttpModule must give a');
    } finally {
      await careless.close();
    }
  });

  it.each<[string, () => DynamicModule]>([
    ['authUser must be a function that says who makes a request', () => LearningHttpModule.forRoot({} as never)],
    ['users must have openSession', () => LearningHttpModule.forRoot({ authUser, sessions: true })],
    [
      'LearningHttpModule must be imported once',
      () => ({
        module: class Twice {},
        imports: [LearningHttpModule.forRoot({ authUser }), LearningHttpModule.forRoot({ authUser })],
      }),
    ],
  ])('does not start: %s', async (message, http) => {
    const start = open(http());

    await expect(start).rejects.toBeInstanceOf(InvalidArgumentError);
    await expect(start).rejects.toThrow(message);
  });

  it.each([
    [{ perUser: -1 }, 'computations.perUser must be 0 or a positive number'],
    [{ kibPerMinute: 1 }, 'computations.kibPerMinute must be 0 or at least 2048'],
    [{ perSchool: 1 }, 'computations.perSchool is not a known setting'],
  ])('does not start with %j', async (computations, message) => {
    await expect(open(LearningHttpModule.forRoot({ authUser, computations: computations as object }))).rejects.toThrow(
      message,
    );
  });
});
