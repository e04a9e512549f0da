import { type NestApplicationOptions } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { createServer } from 'node:http';
import { rejectMalformed } from './reject-malformed.js';

const SERVER_OPTIONS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // How often the two above are looked at; Node's default would let slow clients stay half a minute longer.
  connectionsCheckingInterval: 1000,
  // Longer than the 60 s for which proxies keep an idle connection: on one that is closed just then they would answer 502.
  keepAliveTimeout: 65_000,
  // Node would answer by itself, without a body: `http-rules` does.
  requireHostHeader: false,
};

/** Beyond Node's own number of headers the rest would be dropped unseen: `maxHeaderSize` is the bound. */
const ANY_NUMBER = 0;

/**
 * A connection on which nothing moves for so long is closed; after twice as long where an answer waits that the client does
 * not take. Longer than a request may take to arrive, because its client is to get an answer.
 */
const SILENCE_MS = 35_000;

/** Express on a server of Node with limits against slow clients, which answers malformed requests as all others. */
export class HttpAdapter extends ExpressAdapter {
  constructor() {
    super();
    // A proxy that decides by the path must mean the same route as this service does. The settings of Express come too late:
    // Nest has its router made by now.
    const { router } = this.getInstance<{ router: object }>();
    Object.assign(router, { caseSensitive: true, strict: true });
  }

  override initHttpServer(_options: NestApplicationOptions): void {
    const server = rejectMalformed(createServer(SERVER_OPTIONS, this.getInstance())).setTimeout(SILENCE_MS);
    this.httpServer = Object.assign(server, { maxHeadersCount: ANY_NUMBER });
  }
}
