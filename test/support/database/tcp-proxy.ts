import { EventEmitter, once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { FaultyPipe, type TcpFault } from './faulty-pipe.js';

/**
 * When a connection breaks, seen from a statement:
 * - `before` it reaches the server, so that it never takes effect;
 * - `after` it was sent on, while it is unknown whether it takes effect;
 * - `answer`: it took effect, and its answer is what is lost.
 */
export type Break = 'before' | 'after' | 'answer';

/** The statement alone: the word is also in READ COMMITTED. */
export const COMMIT = 'COMMIT\0';

/** The message that ends an answer of PostgreSQL, ReadyForQuery, without its last byte. */
const READY = 'Z\0\0\0\x05';

/** Type and length of a message. */
const HEADER_BYTES = 5;
const COMMAND_COMPLETE = 'C'.charCodeAt(0);

/**
 * A way to the database that a test can break, on the loopback interface:
 *
 *     const proxy = await TcpProxy.to(database.url);
 *     const engine = await openEngine(proxy.url);
 *     proxy.breakNext(COMMIT, 'answer');
 *
 * It looks for statements in what arrives at once, so they have to be short (a few kilobytes).
 */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private planned?: { statement: string; when: Break; times: number };
  private silent = false;
  private readonly silenced = new EventEmitter<{ message: [] }>();
  private rejecting?: 'close' | 'reset';
  private fault: TcpFault = {};
  private breaks = 0;
  private completed = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (client) => this.forward(client));
  }

  /** Opens a way to the server of a `postgres://` URL. */
  static async to(url: string): Promise<TcpProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, new URL(url));
  }

  /** The URL of the same database, by way of this proxy. */
  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return Object.assign(new URL(this.target), { hostname: '127.0.0.1', port: String(port) }).href;
  }

  /** How many connections were broken by a plan. */
  get broken(): number {
    return this.breaks;
  }

  /** How many statements the server has confirmed: each one of a text, and also those that control transactions. */
  get statements(): number {
    return this.completed;
  }

  /** The next messages that hold this text break their connection; in place of an earlier plan. */
  breakNext(statement: string, when: Break, times = 1): void {
    this.planned = { statement, when, times };
  }

  /** From now on nothing passes, in either direction, and no connection ends: a peer that says nothing. */
  silence(): void {
    this.silent = true;
  }

  /** Resolves when the next message for the server is lost in the silence. */
  async losing(): Promise<void> {
    await once(this.silenced, 'message');
  }

  /** Ends all connections, and every new one: in order, or by a reset. */
  cut(how: 'close' | 'reset' = 'close'): void {
    this.rejecting = how;
    for (const socket of this.sockets) this.reject(socket);
  }

  /** From now on, bytes pass with this fault; in place of an earlier one. */
  disturb(fault: TcpFault): void {
    this.fault = fault;
  }

  /** Undoes all of the above for new connections and new messages. */
  heal(): void {
    this.planned = this.rejecting = undefined;
    this.silent = false;
    this.fault = {};
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  private forward(client: Socket): void {
    if (this.rejecting) {
      this.reject(client);
      return;
    }
    const upstream = connect(Number(this.target.port || 5432), this.target.hostname);
    const both = [client, upstream];
    const end = () => both.forEach((socket) => socket.destroy());
    for (const socket of both) {
      this.sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', end).on('close', () => {
        this.sockets.delete(socket);
        const { closeDelayMs } = this.fault;
        if (closeDelayMs === undefined) end();
        else setTimeout(end, closeDelayMs).unref();
      });
    }
    const toServer = new FaultyPipe(upstream, () => this.fault, end);
    const toClient = new FaultyPipe(client, () => this.fault, end);

    let withheld: string | undefined;
    const count = this.statementCounter();
    client.on('data', (bytes) => {
      if (this.silent) return void this.silenced.emit('message');
      const when = this.whenToBreak(bytes);
      if (when === 'before') return end();
      if (when === 'answer') withheld = '';
      // With end() the server still reads what was sent before.
      if (when === 'after') upstream.end(bytes, () => client.destroy());
      else toServer.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (this.silent) return;
      count(bytes);
      if (withheld === undefined) toClient.write(bytes);
      else if ((withheld += bytes.toString('latin1')).endsWith(READY, withheld.length - 1)) end();
    });
  }

  /** Follows the messages of one connection, which come in pieces. */
  private statementCounter(): (bytes: Buffer) => void {
    let header = Buffer.alloc(0);
    let bodyLeft = 0;
    return (bytes) => {
      for (let at = 0; at < bytes.length;) {
        const isInBody = bodyLeft > 0;
        const wanted = isInBody ? bodyLeft : HEADER_BYTES - header.length;
        const piece = bytes.subarray(at, at + wanted);
        at += piece.length;
        if (isInBody) bodyLeft -= piece.length;
        else if ((header = Buffer.concat([header, piece])).length === HEADER_BYTES) {
          if (header[0] === COMMAND_COMPLETE) this.completed += 1;
          bodyLeft = header.readUInt32BE(1) - 4;
          header = Buffer.alloc(0);
        }
      }
    };
  }

  private reject(socket: Socket): void {
    if (this.rejecting === 'reset') socket.resetAndDestroy();
    else socket.destroy();
  }

  private whenToBreak(bytes: Buffer): Break | undefined {
    if (!this.planned || this.planned.times === 0 || !bytes.includes(this.planned.statement)) return undefined;
    this.planned.times -= 1;
    this.breaks += 1;
    return this.planned.when;
  }
}
