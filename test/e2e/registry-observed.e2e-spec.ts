import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { type DoctorResponse, type StatisticsResponse } from 'learning-engine/http';
import { activateByHand, createVersion } from '../support/engine/factories.js';
import { atParameter, problem, someAdmin, useApi } from '../support/http/api-client.js';
import { useService } from '../support/http/use-service.js';

describe('what administrators see of versions at work', () => {
  const service = useService();
  const api = useApi(service);

  it('shows how versions fared', async () => {
    await api.post('mastery', { input: {} });
    const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString();
    const path = `algorithms/mastery/statistics?from=${day(-1)}&to=${day(1)}`;
    expect((await api.get(path, someAdmin).expect(200)).body).toMatchObject({
      versions: [{ version: 'v0', runs: 1, failed: 1, failure_rate: 1, p50_ms: null }],
    });
    const hours = await api.get(`${path}&by=hour`, someAdmin).expect(200);
    const { versions, periods } = hours.body as StatisticsResponse;
    expect(periods).toEqual([{ ...versions[0], from: expect.any(String) as string }]);
    const week = `algorithms/mastery/statistics?from=${day(-8)}&to=${day(0)}`;
    expect((await api.get(`${week}&by=day`, someAdmin).expect(200)).body).toHaveProperty('periods');
    expect((await api.get(`${week}&by=hour`, someAdmin).expect(400)).body).toEqual(
      problem('invalid-request', atParameter('by')),
    );
    const long = await api.get(`algorithms/mastery/statistics?from=${day(-40)}&to=${day(0)}`, someAdmin).expect(400);
    expect(long.body).toEqual(problem('invalid-request', atParameter('to')));
    const bare = await api.get('algorithms/mastery/statistics', someAdmin).expect(400);
    expect((bare.body as { errors: object[] }).errors).toHaveLength(2);
  });

  it('says what in the database is not as the code expects, to administrators', async () => {
    for (const role of ['user', 'reader', 'service'] as const) {
      await api.get('doctor', { userId: randomUUID(), role }).expect(403);
    }
    const { findings } = (await api.get('doctor', someAdmin).expect(200)).body as DoctorResponse;
    expect(findings.every(({ code }) => code === 'NOT_DURABLE')).toBe(true); // the server of the tests is not, for speed

    const database = service.app.get(DataSource);
    await activateByHand(database, await createVersion(database, 'odd', 'v1'));
    const { findings: odd } = (await api.get('doctor', someAdmin).expect(200)).body as DoctorResponse;
    expect(odd).toContainEqual({
      ...{ code: 'ACTIVE_WITHOUT_PROVIDER', subject: 'odd v1' },
      ...{ message: expect.stringContaining('odd v1') as string, remedy: expect.any(String) as string },
    });
  });
});
