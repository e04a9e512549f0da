import { randomUUID } from 'node:crypto';
import { createTenant } from '../../../src/tenants/migrate-tenants.js';
import { atMost, type Bench, type Benchmark } from '../benchmark.js';
import { WARM_UP_ROUNDS, withoutBudget } from '../compute-load.js';
import { cpuSecondsOf, perCpuSecond, residentMiB } from '../cpu.js';
import { onDatabase } from '../databases.js';
import { INPUT } from '../executor.js';
import { Connection, requestCount } from '../peers/http-load.js';
import { DeployedService } from '../service.js';

/** Open at a time, each with a connection of its callers. */
const OPEN = 8;
/** With a schema: more than may be open. */
const SCHOOLS = 16;
/** In the table of schools, most of which are never asked. */
const KNOWN = 1000;

export const tenants: Benchmark = {
  name: 'tenants',
  description: `a service with ${KNOWN} schools, of which ${OPEN} are open, asked by POST /v1/learning/mastery with one event`,
  peer: 'a service with one school',
  async prepare(bench) {
    const many = await Schools.start(bench, SCHOOLS, KNOWN);
    const one = await Schools.start(bench, 1, 1);
    const sides = { many: await many.open(bench), one: await one.open(bench) };
    const { seconds } = bench.options;
    const computations = (schools: Schools, connections: Connection[]) => () =>
      perCpuSecond(schools.pid, () => requestCount(connections, seconds, schools.requests(OPEN), 201));
    const [ours, peer] = [computations(many, sides.many), computations(one, sides.one)];
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) await Promise.all([ours(), peer()]);
    return [
      { what: `computations, ${OPEN} schools at once`, unit: 'requests/CPU s', ours, peer },
      { what: 'opening a school', unit: 'CPU s', ours: () => many.cpuOfAnOpening() },
      {
        what: 'memory of the process after that',
        unit: 'MiB',
        goal: atMost(2),
        ours: () => residentMiB(many.pid),
        peer: () => residentMiB(one.pid),
      },
    ];
  },
};

/** A service with several schools, as it is deployed. */
class Schools {
  private constructor(
    private readonly deployed: DeployedService,
    private readonly names: readonly string[],
  ) {}

  /** @param known how many there are in the table: of those beyond `count` there is nothing else */
  static async start(bench: Bench, count: number, known: number): Promise<Schools> {
    const url = await bench.database();
    const names = Array.from({ length: count }, (_, index) => `school-${index}`);
    for (const name of names) {
      bench.say(name);
      await createTenant({ url, ownerUrl: url }, name);
    }
    await onDatabase(url, (client) =>
      client.query(
        `INSERT INTO learning_tenants.tenants (name, schema_name, ready_at)
         SELECT 'more-' || i, 'tenant_more_' || i, statement_timestamp() FROM generate_series($1::int, $2) i`,
        [count + 1, known],
      ),
    );
    const settings = { ...withoutBudget, TENANTS: 'true', TENANTS_OPEN: String(OPEN) };
    const schools = new Schools(await DeployedService.start(bench, settings, url), names);
    for (const name of names) await schools.activate(name);
    return schools;
  }

  get pid(): number {
    return this.deployed.pid;
  }

  async open(bench: Bench): Promise<Connection[]> {
    const connections = await Promise.all(Array.from({ length: OPEN }, () => Connection.open(this.deployed.port)));
    bench.defer(() => connections.forEach((connection) => connection.close()));
    return connections;
  }

  /** So many requests, each to the next school. */
  requests(count: number): string[] {
    const body = JSON.stringify({ input: INPUT });
    return Array.from({ length: count }, (_, index) =>
      [
        'POST /v1/learning/mastery HTTP/1.1',
        'Host: localhost',
        `Authorization: Bearer ${this.tokenOf(this.names[index % this.names.length]!, 'service')}`,
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
        '',
        body,
      ].join('\r\n'),
    );
  }

  /** CPU of the process for a request to a school that is not open, when each takes the place of another. */
  async cpuOfAnOpening(): Promise<number> {
    const connection = await Connection.open(this.deployed.port);
    const before = cpuSecondsOf(this.pid);
    for (const request of this.requests(SCHOOLS)) {
      const { status } = await connection.ask(request);
      if (status !== 201) throw new Error(`${status} in place of 201`);
    }
    connection.close();
    return (cpuSecondsOf(this.pid) - before) / SCHOOLS;
  }

  private tokenOf(tenant: string, role: 'admin' | 'service'): string {
    return this.deployed.tokenOf({ userId: randomUUID(), role, tenant });
  }

  private async activate(name: string): Promise<void> {
    const path = '/v1/learning/algorithms/mastery/versions/v1/activate';
    const { status } = await fetch(`http://127.0.0.1:${this.deployed.port}${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.tokenOf(name, 'admin')}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ reason: 'benchmark' }),
    });
    if (status !== 200) throw new Error(`${status} to an activation in ${name}`);
  }
}
