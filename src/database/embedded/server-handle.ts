import { setTimeout as sleep } from 'node:timers/promises';
import { passwordFileOf } from './password-file.js';
import { findRunningServer, type RunningServer } from './running-server.js';
import { holdOn, isPassingFailure, letGo, type Purpose } from './server-client.js';
import { giveUpLocks, takeLocks } from './server-locks.js';
import type { ServerPlace } from './server-place.js';
import { stopServer } from './server-process.js';
import { type Passwords, serverUrls, type ServerUrls } from './server-roles.js';

const RETAKE_MS = 250;

/** Our share in a running server: a connection that holds our locks, from `takeLocks` until `release`. */
export class ServerHandle {
  readonly urls: ServerUrls;
  readonly directory: string;
  readonly passwordFile: string;
  private readonly leaving = new AbortController();
  private retaking?: Promise<void>;
  private released?: Promise<void>;

  constructor(
    private readonly place: ServerPlace,
    private readonly purpose: Purpose,
    private server: RunningServer,
    passwords: Passwords,
  ) {
    this.urls = serverUrls(server.port, passwords);
    this.directory = place.directory;
    this.passwordFile = passwordFileOf(place);
    this.keep(server);
  }

  /** See `EmbeddedPostgres.release`. */
  release(): Promise<void> {
    this.released ??= this.leave();
    return this.released;
  }

  private async leave(): Promise<void> {
    this.leaving.abort();
    await this.retaking; // its connection counts as somebody who is still there
    await leaveServer(this.place, this.purpose, this.server);
  }

  private keep(server: RunningServer): void {
    this.server = server;
    server.client.once('end', () => {
      this.retaking = this.retake().catch(() => undefined);
    });
    letGo(server.client);
  }

  /** A crash of any session makes the server end them all and go on: take the locks again, or others miss us. */
  private async retake(): Promise<void> {
    for (;;) {
      await sleep(RETAKE_MS, undefined, { ref: false, signal: this.leaving.signal });
      const server = await findRunningServer(this.place, this.purpose);
      // Gone, or another one on another port: whoever uses our url has lost it for good.
      if (server?.port !== this.server.port) return void (await server?.client.end());
      if ((await takeLocks(server.client, this.purpose).catch(() => 'leaving')) !== 'leaving') return this.keep(server);
      await server.client.end();
    }
  }
}

/** Gives up our share. The last one out stops the server; whoever finds it gone already is content. */
export async function leaveServer(place: ServerPlace, purpose: Purpose, server: RunningServer): Promise<void> {
  for (let current: RunningServer | undefined = server; current;) {
    const { client } = current;
    try {
      holdOn(client);
      if (await giveUpLocks(client)) await stopServer(place, current.pid);
      await client.end().catch(() => undefined);
      return;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (!isPassingFailure(error)) throw error;
      current = await findRunningServer(place, purpose);
    }
  }
}
