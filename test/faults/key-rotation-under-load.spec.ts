import { setTimeout as sleep } from 'node:timers/promises';
import { scaled } from '../support/fault-scale.js';
import { jwkOf, ecPair, useKeyFiles } from '../support/tokens/key-files.js';
import { randomSecret } from '../support/processes/production-env.js';
import { INFO_URL } from '../support/processes/start-sandbox.js';
import { cleanEnv, SERVICE, Spawned } from '../support/processes/spawned.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { type Signer, signWith } from '../support/tokens/sign-with.js';

/** One process of the service behind the balancer of the test. */
interface Instance {
  process: Spawned;
  url: string;
  inFlight: number;
}

const CLIENTS = 4;

/** Between two requests of a client, so that the new processes have something of the machine, too. */
const PAUSE_MS = 10;

/** A provider whose key changes, and services that learn of it one after another, as a deployment does. */
class Rotation {
  readonly statuses = new Map<number, number>();
  private readonly instances: Instance[] = [];
  private isOver = false;

  constructor(
    private readonly databaseUrl: string,
    private signer: Signer,
  ) {}

  get answers(): number {
    return [...this.statuses.values()].reduce((sum, count) => sum + count, 0);
  }

  signBy(signer: Signer): void {
    this.signer = signer;
  }

  async start(keys: NodeJS.ProcessEnv): Promise<void> {
    const env = cleanEnv({ DATABASE_URL: this.databaseUrl, PORT: '0', ...keys });
    const process_ = Spawned.run(process.execPath, SERVICE, env);
    const [, url] = await process_.saying(INFO_URL);
    this.instances.push({ process: process_, url: url!, inFlight: 0 });
  }

  /** Puts a new process with these keys in the place of each old one, one by one, while clients go on. */
  async replaceAll(keys: NodeJS.ProcessEnv): Promise<void> {
    for (const old of [...this.instances]) {
      await this.start(keys);
      this.instances.splice(this.instances.indexOf(old), 1);
      while (old.inFlight > 0) await sleep(5);
      old.process.signal('SIGTERM');
      expect(await old.process.end()).toBe(0);
    }
  }

  /** Asks on and on until `end`. */
  async load(): Promise<void> {
    for (let turn = 0; !this.isOver; turn += 1) {
      const instance = this.instances[turn % this.instances.length]!;
      instance.inFlight += 1;
      const status = await this.ask(this.signer, instance).finally(() => (instance.inFlight -= 1));
      this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
      await sleep(PAUSE_MS);
    }
  }

  async ask(signer: Signer, { url }: Pick<Instance, 'url'> = this.instances[0]!): Promise<number> {
    const response = await fetch(url, { headers: { Authorization: `Bearer ${signWith(signer)}` } });
    await response.arrayBuffer();
    return response.status;
  }

  async more(count: number): Promise<void> {
    const goal = this.answers + count;
    while (this.answers < goal) await sleep(5);
  }

  end(): void {
    this.isOver = true;
  }

  kill(): void {
    for (const { process } of this.instances) process.signalGroup('SIGKILL');
  }
}

describe('A4: a change of keys under load', () => {
  const database = useTestDatabase();
  const { file } = useKeyFiles();
  let rotation: Rotation | undefined;
  afterEach(() => rotation?.kill());

  const oldSecret = randomSecret();
  const newSecret = randomSecret();
  const oldPair = ecPair();
  const newPair = ecPair();
  const jwks = (...names: ('old' | 'new')[]) => ({
    JWT_JWKS_FILE: file({
      keys: names.map((kid) => jwkOf((kid === 'old' ? oldPair : newPair).publicKey, { kid })),
    }),
  });

  it.each<[string, { old: Signer; new: Signer; keys: NodeJS.ProcessEnv[] }]>([
    [
      'secrets',
      {
        old: { key: oldSecret, kid: 'old' },
        new: { key: newSecret, kid: 'new' },
        keys: [
          { JWT_SECRET: oldSecret, JWT_KEY_ID: 'old' },
          { JWT_SECRET: newSecret, JWT_KEY_ID: 'new', JWT_SECRET_PREVIOUS: oldSecret, JWT_KEY_ID_PREVIOUS: 'old' },
          { JWT_SECRET: newSecret, JWT_KEY_ID: 'new' },
        ],
      },
    ],
    [
      'key pairs',
      {
        old: { key: oldPair.privateKey, kid: 'old' },
        new: { key: newPair.privateKey, kid: 'new' },
        keys: [jwks('old'), jwks('new', 'old'), jwks('new')],
      },
    ],
  ])('of %s fails no request', async (_name, { old, new: next, keys }) => {
    const [before, both, after] = keys;
    const current = (rotation = new Rotation(database.url, old));
    for (let count = scaled(3, 1); count > 0; count -= 1) await current.start(before!);
    expect(await current.ask(next)).toBe(401); // not known yet
    const clients = Array.from({ length: CLIENTS }, () => current.load());
    const some = scaled(2000, 100);

    await current.more(some);
    await current.replaceAll(both!);
    await current.more(some);
    expect([await current.ask(old), await current.ask(next)]).toEqual([200, 200]);
    current.signBy(next);
    await current.more(some);
    await current.replaceAll(after!);
    await current.more(some);
    current.end();
    await Promise.all(clients);

    expect([...current.statuses.keys()]).toEqual([200]);
    expect(await current.ask(old)).toBe(401);
    expect(await current.ask({ ...next, kid: 'unknown' })).toBe(401);
    expect(await current.ask({ key: next.key })).toBe(200); // without kid: the current key
    expect(await current.ask({ key: old.key })).toBe(401);
  });
});
