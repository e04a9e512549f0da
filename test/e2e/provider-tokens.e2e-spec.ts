import { type NestExpressApplication } from '@nestjs/platform-express';
import { type KeyObject } from 'node:crypto';
import { learnerOf } from 'learning-engine/learners';
import { parseEnv } from '../../src/config/load-env.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { useAsk } from '../support/http/ask.js';
import { problem } from '../support/http/api-client.js';
import { openService } from '../support/http/use-service.js';
import { ecPair, jwkOf } from '../support/tokens/key-files.js';
import { useShiftedClock } from '../support/tokens/shifted-clock.js';
import { signWith } from '../support/tokens/sign-with.js';
import { useKeyServer } from '../support/tokens/use-key-server.js';

const ISSUER = 'https://id.example.org/realms/school';
const INFO = '/v1/learning/info';
const FOR_READERS = '/v1/learning/calibrations?limit=1';
const FOR_ADMINS = '/v1/learning/activations';

describe('tokens of an identity provider', () => {
  const database = useTestDatabase();
  const provider = useKeyServer();
  const clock = useShiftedClock();
  const [a, b] = [ecPair(), ecPair()];
  const published = (kid: string, { publicKey }: { publicKey: KeyObject }) => jwkOf(publicKey, { kid });
  const tokenOf = (kid: string, { privateKey }: { privateKey: KeyObject }, claims: object = {}) =>
    signWith({ key: privateKey, kid }, { iss: ISSUER, sub: 'auth0|5f7c8ec7', ...claims });
  let app: NestExpressApplication;
  const ask = useAsk(() => app);
  const askWith = (token: string, path = INFO) => ask({ path, authorization: [`Bearer ${token}`] });
  const statusOf = async (token: string, path?: string) => (await askWith(token, path)).status;

  beforeEach(async () => {
    provider.publish(published('a', a));
    app = await openService(
      database.url,
      parseEnv({
        NODE_ENV: 'test',
        JOB_CONCURRENCY: '0',
        JWT_JWKS_URL: provider.url,
        JWT_ISSUER: ISSUER,
        JWT_ROLE_CLAIM: 'realm_access.roles',
        JWT_ROLE_NAMES: 'learning-admins=admin,teachers=reader',
        JWT_SUBJECT_SOURCE: 'school',
      }),
    );
  });
  afterEach(() => app.close());

  it('are good over a rotation of its keys, and no longer than their key is published', async () => {
    const old = tokenOf('a', a);
    expect(await statusOf(old)).toBe(200);
    provider.publish(published('a', a), published('b', b));
    clock.advance(10_000);
    expect([await statusOf(tokenOf('b', b)), await statusOf(old)]).toEqual([200, 200]);

    provider.publish(published('b', b));
    clock.advance(10_000);
    expect(await statusOf(tokenOf('c', a))).toBe(401); // and the keys are read
    expect([await statusOf(tokenOf('b', b)), await statusOf(old)]).toEqual([200, 401]);
  });

  it('are good while its keys cannot be read, and new ones are neither good nor bad', async () => {
    expect(await statusOf(tokenOf('a', a))).toBe(200);
    provider.answer((_request, response) => response.destroy());
    clock.advance(10_000);

    const { status, headers, body } = await askWith(tokenOf('b', b));
    expect([status, headers['retry-after'], JSON.parse(body)]).toEqual([503, '10', problem('service-unavailable')]);
    const change = { method: 'POST', path: `${INFO.replace('info', 'sessions')}`, body: '{}' };
    const refused = await ask({ ...change, authorization: [`Bearer ${tokenOf('b', b)}`] });
    expect(JSON.parse(refused.body)).toEqual(problem('service-unavailable', { outcome: 'not-done' }));
    expect(await statusOf(tokenOf('a', a, { jti: 'another' }))).toBe(200);
  });

  it('are those that it has issued for this service', async () => {
    expect(await statusOf(tokenOf('a', a, { iss: 'https://id.example.org/realms/other' }))).toBe(401);
    expect(await statusOf(tokenOf('a', a, { aud: 'another' }))).toBe(401);
    expect(await statusOf(tokenOf('a', b))).toBe(401);
  });

  it('have roles where, and as, the provider writes them', async () => {
    const asRoles = (...roles: string[]) => tokenOf('a', a, { realm_access: { roles } });
    expect(await statusOf(asRoles('offline_access', 'learning-admins'), FOR_ADMINS)).toBe(200);
    expect(await statusOf(asRoles('teachers'), FOR_READERS)).toBe(200);
    expect(await statusOf(asRoles('teachers'), FOR_ADMINS)).toBe(403);
    for (const plain of [tokenOf('a', a), tokenOf('a', a, { role: 'admin' }), asRoles('admin')]) {
      expect([await statusOf(plain), await statusOf(plain, FOR_READERS)]).toEqual([200, 403]);
    }
  });

  it('are of the learner whom answers from there are recorded for', async () => {
    const { id } = learnerOf('school', 'auth0|5f7c8ec7');
    const admin = tokenOf('a', a, { sub: 'boss', realm_access: { roles: ['learning-admins'] } });
    const answer = { event_id: 'e1', at: '2026-01-21T12:00:00Z', item_id: 'q1', skill_ids: ['s'], correct: true };
    const recorded = await ask({
      method: 'POST',
      path: `/v1/learning/learners/${id}/answers`,
      authorization: [`Bearer ${admin}`],
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ answers: [answer] }),
    });
    expect(recorded.status).toBe(200);

    const own = await askWith(tokenOf('a', a), `/v1/learning/learners/${id}`);
    expect([own.status, JSON.parse(own.body)]).toEqual([200, expect.objectContaining({ learner_id: id })]);
    expect(await statusOf(tokenOf('a', a, { sub: 'auth0|other' }), `/v1/learning/learners/${id}`)).toBe(404);
  });
});
