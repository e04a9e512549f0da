import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AuthUser } from 'learning-engine/http';
import { atMost, type Benchmark } from '../benchmark.js';
import { DeployedService } from '../service.js';

const CONNECTIONS = 6;

export const costlyCaller: Benchmark = {
  name: 'costly-caller',
  description: `GET /v1/learning/info of others while one user sends the costliest permitted requests on ${CONNECTIONS} connections`,
  peer: 'the same without other callers',
  async prepare(bench) {
    const deployed = await DeployedService.start(bench);
    const ask = (caller: AuthUser, path: string, sent: RequestInit = {}) =>
      fetch(`http://127.0.0.1:${deployed.port}/v1/learning/${path}`, {
        method: 'POST',
        ...sent,
        headers: { Authorization: `Bearer ${deployed.tokenOf(caller)}`, 'Content-Type': 'application/json' },
      });
    const admin: AuthUser = { userId: randomUUID(), role: 'admin' };
    const reason = JSON.stringify({ reason: 'benchmark' });
    await ask(admin, 'algorithms/mastery/versions/v1/activate', { body: reason });

    const body = JSON.stringify({ input: costliestInput() });
    /** Spends what a caller may send at once. */
    const spend = async (caller: AuthUser) => {
      let answer: Response;
      do {
        answer = await ask(caller, 'mastery', { body });
        await answer.arrayBuffer();
      } while (answer.status !== 429);
    };
    /** As often as the service lets them. */
    const keepAsking = async (caller: AuthUser, signal: AbortSignal) => {
      while (!signal.aborted) {
        const answer = await ask(caller, 'mastery', { body });
        await answer.arrayBuffer();
        const seconds = Number(answer.headers.get('retry-after'));
        if (answer.status === 429 || answer.status === 503) {
          await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
        } else if (answer.status !== 201) throw new Error(`${answer.status} to a costly request`);
      }
    };
    const p99 = () => deployed.p99OfInfo(bench.options.seconds);
    const p99Beside = async (caller: AuthUser): Promise<number> => {
      const stop = new AbortController();
      const callers = Array.from({ length: CONNECTIONS }, () => keepAsking(caller, stop.signal));
      const measured = await p99();
      stop.abort();
      await Promise.all(callers);
      return measured;
    };
    const user: AuthUser = { userId: randomUUID(), role: 'user' };
    const service: AuthUser = { userId: randomUUID(), role: 'service' };
    for (const caller of [user, service]) await spend(caller);
    return [
      { what: 'p99 beside a user', unit: 'ms', goal: atMost(3), ours: () => p99Beside(user), peer: p99 },
      { what: 'p99 beside a service', unit: 'ms', goal: atMost(3), ours: () => p99Beside(service), peer: p99 },
    ];
  },
};

/** As many answers as are allowed, to as many skills, with every step shown: the largest output of all. */
const costliestInput = (): object => ({
  states: [],
  events: Array.from({ length: 10_000 }, (_, index) => ({
    event_id: `e${index}`,
    skill_id: `s${index % 5000}`,
    correct: true,
    at: '2026-01-21T12:00:00Z',
  })),
  trace: true,
});
