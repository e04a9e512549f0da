import { type NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { DataSource } from 'typeorm';
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
  afterAll(async () => {
    await proxy?.close();
    await app?.close();
  });
  const get = (path: string) => request(app.getHttpServer()).get(path);

  it('are answered before the database is given up, hold one connection at most, and see it come back', async () => {
    await get('/health/ready').expect(200);
    const { master: pool } = app.get(DataSource).driver as unknown as {
      master: { totalCount: number; idleCount: number; waitingCount: number };
    };
    proxy.silence();
    let isGivenUp = false;
    const givingUp = app
      .get(DataSource)
      .query('SELECT 1')
      .catch(() => (isGivenUp = true));

    const answers = await Promise.all(Array.from({ length: PROBES }, () => get('/health/ready')));

    expect(isGivenUp).toBe(false);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect({ held: pool.totalCount - pool.idleCount, waiting: pool.waitingCount }).toEqual({ held: 2, waiting: 0 });
    await get('/health/live').expect(200);
    expect(isGivenUp).toBe(false);

    await givingUp;
    proxy.heal();
    while ((await get('/health/ready')).status !== 200);
  });

  it('of liveness are answered while every connection is taken', async () => {
    const held = Array.from({ length: 10 }, () => app.get(DataSource).createQueryRunner());
    for (const runner of held) await runner.connect();
    try {
      await get('/health/live').expect(200);
      await get('/health/ready').expect(503);
    } finally {
      for (const runner of held) await runner.release();
    }
    while ((await get('/health/ready')).status !== 200);
  });
});
