import { randomUUID } from 'node:crypto';
import { type AuthUser } from 'learning-engine/http';
import { type Bench } from './benchmark.js';
import { onDatabase } from './databases.js';
import { INPUT } from './executor.js';
import { Connection, requestCount } from './peers/http-load.js';
import { type DeployedService } from './service.js';

const CONNECTIONS = 32;
const KEY = 'mastery';

/** Settings of a service that computes as much as one caller wants. */
export const withoutBudget = { COMPUTATIONS_PER_SERVICE: '0', COMPUTE_KIB_PER_MINUTE_PER_SERVICE: '0' };

/** What the compiler has not learnt yet costs several times as much: so many rounds are not counted. */
export const WARM_UP_ROUNDS = 5;

interface ComputeRequests {
  bodyOf: (input: object, learner: string) => object;
  /** What follows that of the algorithm. */
  path: string;
  status: number;
}

/** A program of the platform that has computed for learners, one on each connection. */
export class ComputeLoad {
  private readonly learners = Array.from({ length: CONNECTIONS }, () => randomUUID());

  private constructor(private readonly token: string) {}

  /** Activates mastery v1 in the service, and makes the learners known in its database. */
  static async on(deployed: DeployedService): Promise<ComputeLoad> {
    const admin: AuthUser = { userId: randomUUID(), role: 'admin' };
    await fetch(`http://127.0.0.1:${deployed.port}/v1/learning/algorithms/${KEY}/versions/v1/activate`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${deployed.tokenOf(admin)}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ reason: 'benchmark' }),
    });
    const load = new ComputeLoad(deployed.tokenOf({ userId: randomUUID(), role: 'service' }));
    await onDatabase(deployed.databaseUrl, (client) =>
      client.query('INSERT INTO users (id) SELECT unnest($1::uuid[])', [load.learners]),
    );
    return load;
  }

  /** @param count no more than are used: the service ends one that asks for nothing */
  async open(bench: Bench, port: number, count = CONNECTIONS): Promise<Connection[]> {
    const connections = await Promise.all(this.learners.slice(0, count).map(() => Connection.open(port)));
    bench.defer(() => connections.forEach((connection) => connection.close()));
    return connections;
  }

  /** So many items of a batch, each for one of the learners. */
  spread(count: number, input: object): object[] {
    return Array.from({ length: count }, (_, index) => ({ input, user_id: this.learners[index % CONNECTIONS] }));
  }

  /** How many requests are answered in so many seconds. */
  count(
    connections: readonly Connection[],
    seconds: number,
    { bodyOf, path, status }: ComputeRequests,
  ): Promise<number> {
    const requests = this.learners.map((learner) => this.requestOf(bodyOf(INPUT, learner), path));
    return requestCount(connections, seconds, requests, status);
  }

  /** Milliseconds until one computation is answered. */
  async timeOf(connection: Connection): Promise<number> {
    const start = performance.now();
    const { status } = await connection.ask(this.requestOf({ input: INPUT, user_id: this.learners[0] }));
    if (status !== 201) throw new Error(`${status} in place of 201`);
    return performance.now() - start;
  }

  private requestOf(given: object, path = ''): string {
    const body = JSON.stringify(given);
    return [
      `POST /v1/learning/${KEY}${path} HTTP/1.1`,
      'Host: localhost',
      `Authorization: Bearer ${this.token}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n');
  }
}
