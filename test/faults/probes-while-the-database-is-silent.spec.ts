import { type NestExpressApplication } from '@nestjs/platform-express';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Pool } from 'pg';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { ProbeConnection } from '../../src/health/probe-connection.js';
import { ReadyCheck } from '../../src/health/ready-check.js';
import { TcpProxy } from '../support/database/tcp-proxy.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { openService } from '../support/http/use-service.js';

const PROBES = 100;

describe('D3: probes while the database says nothing', () => {
  const database = useTestDatabase();
  let proxy: TcpProxy;
  let app: NestExpressApplication;
  beforeAll(async () => {
    proxy = await TcpProxy.to(database.url);
    app = await openService(proxy.url);
  });
  afterEach(() => proxy.heal());
  afterAll(async () => {
    await proxy?.close();
    await app?.close();
  });
  const poolOf = ({ driver }: DataSource) => (driver as unknown as { master: Pool }).master;
  const select = () => app.get(DataSource).query('SELECT 1');
  const get = (path: string) => request(app.getHttpServer()).get(path);

  it('of readiness are answered soon, before the database is given up', async () => {
    await Promise.all([select(), app.get(ReadyCheck).ask()]); // a connection for each of the two below
    proxy.silence();
    const order: string[] = [];
    const sent = once(poolOf(app.get(DataSource)), 'acquire');
    const query = select();
    await sent;
    const probe = app.get(ReadyCheck).ask();

    await Promise.all([
      // A busy machine gets half a second more: the database is given up after two and a half.
      sleep(1500).then(() => order.push('a second and a half')),
      expect(query)
        .rejects.toThrow()
        .then(() => order.push('given up')),
      expect(probe)
        .rejects.toThrow()
        .then(() => order.push('not ready')),
    ]);
    expect(order).toEqual(['not ready', 'a second and a half', 'given up']);
  });

  it('hold one connection at most, and see the database come back', async () => {
    await get('/health/ready').expect(200);
    const held: number[] = [];
    const pool = poolOf(await app.get(ProbeConnection).open());
    pool.on('acquire', () => held.push(pool.totalCount - pool.idleCount));
    proxy.silence();

    const answers = await Promise.all(Array.from({ length: PROBES }, () => get('/health/ready')));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(new Set(held)).toEqual(new Set([1]));
    expect(pool.waitingCount).toBe(0);
    await get('/health/live').expect(200);

    proxy.heal();
    while ((await get('/health/ready')).status !== 200);
  });

  it('are answered while callers hold every connection', async () => {
    const held = Array.from({ length: 10 }, () => app.get(DataSource).createQueryRunner());
    for (const runner of held) await runner.connect();
    try {
      await get('/health/live').expect(200);
      await get('/health/ready').expect(200);
    } finally {
      for (const runner of held) await runner.release();
    }
  });
});
