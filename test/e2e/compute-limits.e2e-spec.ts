import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type Role } from 'learning-engine/http';
import { Env } from '../../src/config/env.js';
import { bearer, testEnv, useService } from '../support/http/use-service.js';

const person = (role: Role = 'user') => ({ userId: randomUUID(), role });
const small = { input: { states: [], events: [] } };
/** Some 900 KiB, which break the contract: a recorded run of 900 KiB says so. */
const large = JSON.stringify({ input: { states: [], events: [], filling: 'x'.repeat(900 * 1024) } });

const medium = { input: { ...small.input, filling: 'x'.repeat(9000) } };

describe('what one user can have computed', () => {
  const service = useService(
    Object.assign(new Env(), testEnv, {
      COMPUTE_KIB_PER_MINUTE: 2048,
      COMPUTATIONS_PER_SERVICE: 4,
      COMPUTE_KIB_PER_MINUTE_PER_SERVICE: 4096,
    }),
  );
  beforeAll(() =>
    service
      .request()
      .post('/v1/learning/algorithms/mastery/versions/v1/activate')
      .set('Authorization', bearer(person('admin')))
      .send({ reason: 'to compute' })
      .expect(200),
  );

  const compute = (caller = person(), body: object | string = small) =>
    service
      .request()
      .post('/v1/learning/mastery')
      .set('Authorization', bearer(caller))
      .set('Content-Type', 'application/json')
      .send(body);

  describe('per minute', () => {
    it('is bounded by the bytes of bodies, and says when to come again', async () => {
      const caller = person();
      expect((await compute(caller, large)).status).toBe(400);
      expect((await compute(caller, large)).status).toBe(400);
      const rejected = await compute(caller, large);

      expect(rejected.status).toBe(429);
      expect(rejected.body).toMatchObject({ type: '/docs/problems#too-many-requests' });
      expect(Number(rejected.headers['retry-after'])).toBeGreaterThan(0);
      expect(Number(rejected.headers['retry-after'])).toBeLessThanOrEqual(60);
      const runs = await service.request().get('/v1/learning/runs').set('Authorization', bearer(caller));
      expect((runs.body as { runs: object[] }).runs).toHaveLength(2);
      expect((await compute(caller)).status).toBe(201); // what is small is still affordable
      expect((await compute(person(), large)).status).toBe(400);
    });

    it('counts what a compressed body holds', async () => {
      const { port } = service.app.getHttpServer().address() as AddressInfo;
      const caller = person();
      const headers = {
        Authorization: bearer(caller),
        'Content-Type': 'application/json',
        'Content-Encoding': 'gzip',
      };
      const statuses: number[] = [];
      for (let i = 0; i < 3; i += 1) {
        const sent = { method: 'POST', headers, body: gzipSync(large) };
        statuses.push((await fetch(`http://127.0.0.1:${port}/v1/learning/mastery`, sent)).status);
      }
      expect(statuses).toEqual([400, 400, 429]);
    });

    it('counts answers, which can be larger than bodies', async () => {
      const caller = person();
      const events = Array.from({ length: 2500 }, (_, index) => ({
        event_id: `e${index}`,
        skill_id: `s${index}`,
        correct: true,
        at: '2026-01-21T12:00:00Z',
      }));
      const input = { states: [], events, trace: true };
      const statuses: number[] = [];
      for (let i = 0; i < 4; i += 1) statuses.push((await compute(caller, { input })).status);

      expect(4 * (Buffer.byteLength(JSON.stringify({ input })) + 16 * 1024)).toBeLessThan(2048 * 1024);
      expect(statuses).toEqual([201, 201, 201, 429]);
    });

    it.each(['service', 'admin'] as const)(
      'is bounded more widely for the role %s, which acts for many',
      async (role) => {
        const caller = person(role);
        for (let i = 0; i < 4; i += 1) expect((await compute(caller, large)).status).toBe(400);
        const rejected = await compute(caller, large);
        expect(rejected.status).toBe(429);
        expect(Number(rejected.headers['retry-after'])).toBeGreaterThan(0);
        expect((await compute(caller)).status).toBe(201);
        expect((await compute(person(role), large)).status).toBe(400);
      },
    );
  });

  describe('at a time', () => {
    const sockets: Socket[] = [];
    afterEach(() => sockets.splice(0).forEach((socket) => socket.destroy()));

    /** A computation whose body never ends. */
    async function begin(caller: ReturnType<typeof person>, length = 1000): Promise<Socket> {
      const { port } = service.app.getHttpServer().address() as AddressInfo;
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      sockets.push(socket);
      await once(socket, 'connect');
      socket.write(
        'POST /v1/learning/mastery HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n' +
          `Authorization: ${bearer(caller)}\r\nContent-Length: ${length}\r\n\r\n{`,
      );
      return socket;
    }

    it('is bounded: one more waits, and then it is to come again; that of others is not', async () => {
      const caller = person();
      const [first] = [await begin(caller), await begin(caller)];
      let rejected = await compute(caller);
      while (rejected.status === 201) rejected = await compute(caller); // those two had not arrived yet

      expect(rejected.status).toBe(429);
      expect(rejected.headers['retry-after']).toBe('1');
      expect((await compute()).status).toBe(201);

      const waiting = compute(caller).then(({ status }) => status);
      first.destroy();
      expect(await waiting).toBe(201);
    });

    it('is bounded more widely for the role service', async () => {
      const caller = person('service');
      for (let i = 0; i < 3; i += 1) await begin(caller, 10_000);
      expect((await compute(caller, medium)).status).toBe(400);

      await begin(caller, 10_000);
      let rejected = await compute(caller, medium);
      while (rejected.status === 400) rejected = await compute(caller, medium); // that one had not arrived yet
      expect(rejected.status).toBe(429);
      expect(rejected.headers['retry-after']).toBe('1');
      for (let i = 0; i < 4; i += 1) await begin(caller);
      expect((await compute(caller)).status).toBe(201); // what is small needs no place
      expect((await compute(person('service'), medium)).status).toBe(400);
    });
  });
});
