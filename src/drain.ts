import { type Server, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Closes a server without failing requests under way, and without waiting for connections that ask for nothing: kept
 * alive, just opened, or in the middle of sending the head of a request.
 */
export class Drain {
  /** What each connection is waiting for. */
  private readonly answers = new Map<Socket, Set<ServerResponse>>();
  private isAnnounced = false;
  private isClosing = false;

  /** Watches the connections of a server from its beginning. */
  constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.answers.set(socket, new Set());
      socket.on('close', () => this.answers.delete(socket));
    });
    // Before the application's own listener, which may answer at once.
    server.prependListener('request', ({ socket }, response) => {
      this.answers.get(socket)?.add(response);
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

  /** Accepts no more connections, and closes each of those there are as soon as it waits for no answer. */
  async close(): Promise<void> {
    this.announce();
    await nextTurn(); // requests that have arrived are read first
    this.isClosing = true;
    this.server.close();
    for (const socket of this.answers.keys()) this.closeQuiet(socket);
  }

  private closeQuiet(socket: Socket): void {
    if (this.answers.get(socket)?.size === 0) socket.destroySoon();
  }
}

function sendElsewhere(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
