import { setTimeout as sleep } from 'node:timers/promises';
import { passwordFileOf } from './password-file.js';
import { findRunningServer, type RunningServer } from './running-server.js';
import { holdOn, isPassingFailure, letGo, type Purpose } from './server-client.js';
import { giveUpLocks, takeLocks } from './server-locks.js';
import { isCluster, type ServerPlace } from './server-place.js';
import { startServer, stopServer } from './server-process.js';
import { type Passwords, serverUrls, type ServerUrls } from './server-roles.js';

const RETAKE_MS = 250;
const RETAKE_AT_MOST_MS = 10_000;

/** What a share is for, and how the server is started again for it. */
export interface Share {
  purpose: Purpose;
  settings: Record<string, string>;
  report: (message: string) => void;
}

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
    private readonly share: Share,
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
    await this.retaking; // its connection counts as a user of the server
    await leaveServer(this.place, this.share.purpose, this.server);
  }

  private keep(server: RunningServer): void {
    this.server = server;
    server.client.once('end', () => {
      this.retaking = this.retake().catch(() => undefined);
    });
    letGo(server.client);
  }

  /**
   * A crash of any session makes the server end them all and go on: take the locks again, or others miss us. A server that
   * ended by itself, as one does whose disk is full, is started again on its port, as soon as it can be.
   */
  private async retake(): Promise<void> {
    for (let pause = RETAKE_MS, isDone = false; !isDone; pause = Math.min(2 * pause, RETAKE_AT_MOST_MS)) {
      await sleep(pause, undefined, { ref: false, signal: this.leaving.signal });
      try {
        isDone = await this.retakeOnce();
      } catch (error) {
        this.share.report((error as Error).message);
      }
    }
  }

  private async retakeOnce(): Promise<boolean> {
    const { place, share } = this;
    const { port } = this.server;
    const server = await findRunningServer(place, share.purpose);
    if (!server) {
      if (!(await isCluster(place.directory))) return true; // the data are gone
      const failure = await startServer(place, share.settings, port);
      share.report(failure?.message ?? 'The embedded PostgreSQL had ended by itself, and was started again.');
      return false;
    }
    if (server.port !== port) {
      await server.client.end();
      share.report('The embedded PostgreSQL was started by another command, on another port. Start the service again.');
      return true;
    }
    const isHeld = (await takeLocks(server.client, share.purpose).catch(() => 'leaving')) !== 'leaving';
    if (isHeld) this.keep(server);
    else await server.client.end();
    return isHeld;
  }
}

/** Gives up our share. The last one out stops the server; one that finds it gone already is content. */
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
