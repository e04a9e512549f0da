import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { signToken } from '../../src/auth/sign-token.js';
import { type TokenHolder } from '../../src/auth/token-claims.js';
import { parseEnv } from '../../src/config/load-env.js';
import { freePort } from '../../src/embedded-postgres/free-port.js';
import { buildService } from '../support/processes/build-service.mjs';
import { SERVICE } from '../support/processes/spawned.js';
import { type Bench } from './benchmark.js';
import { Connection } from './peers/http-load.js';
import { answering, startServer } from './processes.js';
import { percentile } from './statistics.js';

const LIFETIME = 3600;
/** Between two requests of a caller whose waiting is measured. */
const PAUSE_MS = 5;

/** The service as it is deployed, in a process of its own. */
export class DeployedService {
  private constructor(
    readonly port: number,
    readonly databaseUrl: string,
    readonly secret: string,
    /** Of its process. */
    readonly pid: number,
  ) {}

  /**
   * It ends with the benchmark.
   *
   * @param database in place of one of its own
   */
  static async start(bench: Bench, settings: NodeJS.ProcessEnv = {}, database?: string): Promise<DeployedService> {
    buildService();
    const [port, databaseUrl] = [await freePort(), database ?? (await bench.database())];
    const secret = randomBytes(48).toString('base64url');
    const pid = startServer(bench, SERVICE, {
      NODE_ENV: 'production',
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      JWT_SECRET: secret,
      ...settings,
    });
    await answering(`http://127.0.0.1:${port}/health/ready`, 200);
    return new DeployedService(port, databaseUrl, secret, pid);
  }

  tokenOf(caller: TokenHolder = { userId: randomUUID(), role: 'user' }): string {
    return signToken(parseEnv({ NODE_ENV: 'test', JWT_SECRET: this.secret }), caller, LIFETIME);
  }

  /** Milliseconds within which 99 of 100 calls of GET /v1/learning/info are answered; and it has to be ready all the time. */
  async p99OfInfo(seconds: number): Promise<number> {
    const info = `GET /v1/learning/info HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${this.tokenOf()}\r\n\r\n`;
    const ready = 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n';
    // Of their own: the server closes those that were idle for a while.
    const [caller, probe] = [await Connection.open(this.port), await Connection.open(this.port)];
    const end = performance.now() + seconds * 1000;
    const times: number[] = [];
    while (performance.now() < end) {
      const start = performance.now();
      const { status } = await caller.ask(info);
      times.push(performance.now() - start);
      await sleep(PAUSE_MS);
      if (status !== 200) throw new Error(`${status} to another`);
      if (times.length % 50 === 0 && (await probe.ask(ready)).status !== 200) throw new Error('not ready');
    }
    [caller, probe].forEach((connection) => connection.close());
    return percentile(times, 0.99);
  }
}
