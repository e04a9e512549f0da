import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';

/** A request that a receiver got. */
export interface Received {
  id: string;
  headers: IncomingHttpHeaders;
  body: string;
  content: ReceivedEvent;
}

/** What a webhook is told, as the documents describe it. */
export interface ReceivedEvent {
  type: string;
  timestamp: string;
  tenant: string;
  position: string | null;
  key: string;
  data: Record<string, unknown>;
}

/** How a receiver answers a request. Default: 204. */
export type Answering = (request: Received, response: ServerResponse) => void;

/** A receiver of webhooks: a real HTTP server, on a port of this machine. */
export class Receiver {
  readonly received: Received[] = [];
  /** Ids whose request was not answered yet when another one with the same id came. */
  readonly doubled: string[] = [];
  answering: Answering = (_request, response) => void response.writeHead(204).end();
  private readonly open = new Set<string>();
  private server?: Server;
  private port = 0;

  /** @param tls its certificate and key, for `https://` */
  constructor(private readonly tls?: { cert: Buffer; key: Buffer }) {}

  async start(): Promise<void> {
    const listener: RequestListener = (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        const id = String(request.headers['webhook-id']);
        if (this.open.has(id)) this.doubled.push(id);
        this.open.add(id);
        response.on('close', () => this.open.delete(id));
        const received = { id, headers: request.headers, body, content: JSON.parse(body) as ReceivedEvent };
        this.received.push(received);
        this.answering(received, response);
      });
    };
    this.server = this.tls ? createTlsServer(this.tls, listener) : createServer(listener);
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    if (!this.server) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
    this.server = undefined;
  }

  urlOf(path = '', host = '127.0.0.1'): string {
    return `${this.tls ? 'https' : 'http'}://${host}:${this.port}/${path}`;
  }

  /** The first request that fits, as soon as it has come. */
  async until(fits: (request: Received) => boolean): Promise<Received> {
    for (;;) {
      const found = this.received.find(fits);
      if (found) return found;
      await sleep(20);
    }
  }
}

/** Whether a request is signed by a secret: by the library of Standard Webhooks, which is not of this project. */
export function isSignedBy(secret: string, { body, headers }: Received): boolean {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

/** A receiver for the tests of one file. */
export function useReceiver(): Receiver {
  const receiver = new Receiver();
  beforeAll(() => receiver.start());
  afterAll(() => receiver.stop());
  beforeEach(() => {
    receiver.answering = (_request, response) => void response.writeHead(204).end();
  });
  return receiver;
}
