import { randomUUID } from 'node:crypto';
import { withControl } from '../../src/tenants/control-database.js';
import { createTenant, restoreTenant } from '../../src/tenants/migrate-tenants.js';
import { retireTenant } from '../../src/tenants/tenant-table.js';
import { until } from '../support/database/embedded-child.js';
import { problem, someAdmin } from '../support/http/api-client.js';
import { EventReader } from '../support/http/event-reader.js';
import { originOf, someUser } from '../support/http/use-service.js';
import { bearerOf, useTenants } from '../support/http/use-tenants.js';
import { signWith } from '../support/tokens/sign-with.js';
import { testEnv } from '../support/http/use-service.js';

const INFO = '/v1/learning/info';
const RUNS = '/v1/learning/runs';

describe('a service with several schools', () => {
  const service = useTenants(['alpha', 'beta-7'], { TENANTS_OPEN: 2 });
  const { ask } = service;
  const activate = (tenant: string, version: string) =>
    ask(bearerOf(tenant), `/v1/learning/algorithms/mastery/versions/${version}/activate`, {
      method: 'POST',
      body: JSON.stringify({ reason: `In ${tenant}` }),
    });
  const activeIn = async (tenant: string) => {
    const { status, text } = await ask(bearerOf(tenant, someUser), INFO);
    expect(status).toBe(200);
    return (JSON.parse(text) as { algorithms: { algo_key: string; active_version: string }[] }).algorithms.find(
      ({ algo_key }) => algo_key === 'mastery',
    )!.active_version;
  };
  const open = (tenant: string) =>
    EventReader.open(originOf(service.app), { authorization: bearerOf(tenant, someAdmin) });

  it('answers each from its own tables, also from memory', async () => {
    expect((await activate('alpha', 'v2')).status).toBe(200);
    for (let round = 0; round < 3; round += 1) {
      expect([await activeIn('alpha'), await activeIn('beta-7')]).toEqual(['v2', 'v0']);
    }
    const counted = async (name: string) =>
      (await (await service.rowsOf(name)).query<unknown[]>('SELECT FROM algo_activations')).length;
    expect((await counted('alpha')) - (await counted('beta-7'))).toBe(1);
  });

  it('has no school for a token that names none it serves, and says to all of them the same', async () => {
    const { url, ownerUrl } = service.urls();
    await createTenant({ url, ownerUrl }, 'closed');
    const statusOfClosed = async () => (await ask(bearerOf('closed'), INFO)).status;
    await until(async () => (await statusOfClosed()) === 200); // before it is retired: what the service has read later is newer
    await withControl({ url, ownerUrl }, (control) =>
      retireTenant(control, 'closed', { reason: 'Moved away', actorUserId: null }),
    );
    await until(async () => (await statusOfClosed()) === 403);
    const claims: object[] = [
      {},
      { tenant: 'closed' },
      { tenant: 'unknown' },
      { tenant: 'ALPHA' },
      { tenant: 'alpha ' },
      { tenant: 'beta_7' },
      { tenant: 'tenant_alpha' },
      { tenant: ['alpha'] },
      { tenant: ['alpha', 'beta-7'] },
      { tenant: { name: 'alpha' } },
      { tenant: null },
      { tenant: '__proto__' },
      { tenant: 'public' },
      { tenants: 'alpha' },
    ];
    const answers: { status: number; body: object }[] = [];
    for (const claim of claims) {
      const token = `Bearer ${signWith({ key: testEnv.JWT_SECRET! }, { role: 'admin', ...claim })}`;
      const { status, text } = await ask(token, RUNS);
      const { request_id, ...body } = JSON.parse(text) as Record<string, unknown>;
      expect(request_id).toBeDefined();
      answers.push({ status, body });
    }
    expect(answers).toEqual(claims.map(() => answers[0]));
    expect(answers[0]).toMatchObject({ status: 403, body: problem('forbidden') });
  });

  it('believes a claim in no token that it cannot verify, and no header', async () => {
    const forged = `Bearer ${signWith({ key: 'another secret of 32 bytes or more' }, { role: 'admin', tenant: 'alpha' })}`;
    expect((await ask(forged, RUNS)).status).toBe(401);
    expect((await ask(undefined, RUNS)).status).toBe(401);
    const headers = { 'x-tenant': 'alpha', tenant: 'alpha', 'x-forwarded-host': 'alpha', cookie: 'tenant=alpha' };
    const { text } = await ask(bearerOf('beta-7'), INFO, { headers });
    expect(text).toBe((await ask(bearerOf('beta-7'), INFO)).text);
    expect((await ask(bearerOf(undefined), `${INFO}?tenant=alpha`, { headers })).status).toBe(403);
  });

  it('serves what needs no token without one, and nothing of its own tables with one', async () => {
    expect((await ask(undefined, '/health/ready')).status).toBe(200);
    expect((await ask(undefined, '/docs/openapi.json')).status).toBe(200);
    expect((await ask(bearerOf('alpha'), '/v1/nowhere')).status).toBe(404);
    expect((await ask(bearerOf('alpha'), '/V1/learning/info')).status).toBe(404);
  });

  it('keeps as many open as it may: one more takes the place of the one that has no request', async () => {
    await createTenant(service.urls(), 'gamma');
    const reader = await open('alpha');
    expect(reader.response.status).toBe(200);
    await activeIn('beta-7');
    await until(async () => (await ask(bearerOf('gamma'), INFO)).status === 200);
    expect(await activeIn('gamma')).toBe('v0');
    const other = await open('gamma');

    const busy = await ask(bearerOf('beta-7'), INFO);
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '1']);
    expect(JSON.parse(busy.text)).toEqual(problem('service-unavailable'));
    expect(await activeIn('alpha')).toBe('v2');

    await Promise.all([reader.leave(), other.leave()]);
    await until(async () => (await ask(bearerOf('beta-7'), INFO)).status === 200);
    expect([await activeIn('alpha'), await activeIn('gamma'), await activeIn('beta-7')]).toEqual(['v2', 'v0', 'v0']);
  });

  it('ends the streams of a school that is retired, answers it no more, and again when it is restored', async () => {
    const reader = await open('alpha');
    expect(reader.response.status).toBe(200);
    await withControl(service.urls(), (control) =>
      retireTenant(control, 'alpha', { reason: 'Moved away', actorUserId: randomUUID() }),
    );
    await reader.end();
    await until(async () => (await ask(bearerOf('alpha'), INFO)).status === 403);

    await restoreTenant(service.urls(), 'alpha');
    await until(async () => (await ask(bearerOf('alpha'), INFO)).status === 200);
    expect(await activeIn('alpha')).toBe('v2');
  });

  it('answers others while the tables of one are not those of the code', async () => {
    await createTenant(service.urls(), 'delta');
    await (await service.rowsOf('delta')).query("DELETE FROM migrations WHERE name LIKE '%80'");
    await until(async () => (await ask(bearerOf('delta'), INFO)).status !== 403);
    const behind = await ask(bearerOf('delta'), INFO);

    expect([behind.status, behind.headers.get('retry-after')]).toEqual([503, '5']);
    expect(behind.text).not.toMatch(/delta|migration/i);
    expect(await activeIn('beta-7')).toBe('v0');
  });
});
