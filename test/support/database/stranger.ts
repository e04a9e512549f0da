import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

const message = (type: string, body: Buffer) => {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
};
const authentication = (kind: number, more = '') => {
  const body = Buffer.alloc(4);
  body.writeInt32BE(kind);
  return message('R', Buffer.concat([body, Buffer.from(more, 'latin1')]));
};
const READY = message('Z', Buffer.from('I'));
const WELCOME = Buffer.concat([authentication(0), READY]);
const error = (code: string) => message('E', Buffer.from(`SFATAL\0C${code}\0Mso it says\0\0`));

/** What a stranger answers to what it has heard on a connection so far. */
const MANNERS = {
  'asks for the password as it is': () => authentication(3),
  'asks for the MD5 of the password': () => authentication(5, 'salt'),
  'lets everybody in': () => WELCOME,
  'is ready at once': () => READY,
  'says that it is starting up': () => error('57P03'),
  'gives a false proof': (heard: string) => {
    const nonce = /r=([^,\0]+)/.exec(heard)?.[1];
    if (!nonce) return authentication(10, 'SCRAM-SHA-256\0\0');
    if (!heard.includes('p=')) return authentication(11, `r=${nonce}and-mine,s=c2FsdHNhbHRzYWx0c2FsdA==,i=4096`);
    return Buffer.concat([authentication(12, `v=${Buffer.alloc(32).toString('base64')}`), WELCOME]);
  },
};

export type Manner = keyof typeof MANNERS;
export const manners = Object.keys(MANNERS) as Manner[];

/** A program that listens where a PostgreSQL server was, and never ends a connection. */
export class Stranger {
  /** All that it was told. */
  heard = '';
  private readonly sockets: Socket[] = [];

  private constructor(
    private readonly server: Server,
    manner: Manner,
  ) {
    server.on('connection', (socket) => {
      let heard = '';
      this.sockets.push(socket);
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        this.heard += data.toString('latin1');
        heard += data.toString('latin1');
        socket.write(MANNERS[manner](heard));
      });
    });
  }

  static async listen(manner: Manner): Promise<Stranger> {
    const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Stranger(server, manner);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** How many have not hung up yet. */
  get guests(): number {
    return this.sockets.filter(({ readableEnded, destroyed }) => !readableEnded && !destroyed).length;
  }

  leave(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}
