import { type Server, type ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long a connection may still bring a request: proxies that do not heed readiness reuse theirs until they get an answer that closes it. */
const LINGER_MS = 500;

/**
 * Closes a server without failing requests that it has, or that are on their way on a connection that it keeps alive, and
 * without waiting for connections that ask for nothing: idle, just opened, or in the middle of sending the head of a request.
 */
export class Drain {
  /** What each connection is waiting for. */
  private readonly answers = new Map<Socket, Set<ServerResponse>>();
  /** Connections that brought a request, and may bring another one. */
  private readonly used = new Set<Socket>();
  private onUnused?: () => void;
  private isAnnounced = false;
  private isClosing = false;

  /**
   * Watches the connections of a server from its beginning.
   *
   * @param lingerMs how long connections that wait for no answer stay open after the server accepts no more
   */
  constructor(
    private readonly server: Server,
    private readonly lingerMs = LINGER_MS,
  ) {
    server.on('connection', (socket) => {
      this.answers.set(socket, new Set());
      socket.on('close', () => {
        this.answers.delete(socket);
        this.used.delete(socket);
        if (this.used.size === 0) this.onUnused?.();
      });
    });
    // Before the application's own listener, which may answer at once.
    server.prependListener('request', ({ socket }, response) => {
      this.answers.get(socket)?.add(response);
      this.used.add(socket);
      if (this.isAnnounced) sendElsewhere(response);
      response.on('close', () => {
        this.answers.get(socket)?.delete(response);
        if (this.isClosing) this.closeQuiet(socket);
      });
    });
  }

  /** From now on every answer tells its client to open another connection for the next request: elsewhere, in the end. */
  announce(): void {
    this.isAnnounced = true;
    for (const responses of this.answers.values()) responses.forEach(sendElsewhere);
  }

  /**
   * Accepts no more connections, answers what still comes on those that were used before, and closes each as soon as it waits
   * for no answer.
   */
  async close(): Promise<void> {
    this.announce();
    // That of an HTTP server would close its idle connections at once, each with the request that is on its way to it.
    NetServer.prototype.close.call(this.server);
    if (this.used.size > 0) await this.linger();
    await nextTurn(); // requests that have arrived are read first
    this.isClosing = true;
    for (const socket of this.answers.keys()) this.closeQuiet(socket);
  }

  private linger(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.lingerMs);
      this.onUnused = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private closeQuiet(socket: Socket): void {
    if (this.answers.get(socket)?.size === 0) socket.destroySoon();
  }
}

function sendElsewhere(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
