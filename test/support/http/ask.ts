import { type NestExpressApplication } from '@nestjs/platform-express';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface Question {
  method?: string;
  path: string;
  /** Each value is sent in a header line of its own. */
  authorization?: readonly string[];
  headers?: Record<string, string>;
  body?: string;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Asks without any library between the test and the lines on the wire. */
export function useAsk(appOf: () => NestExpressApplication): (question: Question) => Promise<Answer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  afterAll(() => agent.destroy());
  const ask = ({ method = 'GET', path, authorization = [], headers = {}, body }: Question): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { port } = appOf().getHttpServer().address() as AddressInfo;
      const outgoing = request({ agent, host: '127.0.0.1', port, method, path, headers }, (response) => {
        const { statusCode: status, headers } = response as { statusCode: number } & typeof response;
        const chunks: Buffer[] = [];
        const tell = () => resolve({ status, headers, body: Buffer.concat(chunks).toString() });
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          if (!headers['content-type']?.startsWith('text/event-stream')) return;
          tell(); // it has no end of its own
          response.destroy();
        });
        response.on('end', tell);
      });
      if (authorization.length > 0) outgoing.setHeader('Authorization', authorization);
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        // The server ended the connection for having been idle, just when this request was sent on it.
        const isLate = outgoing.reusedSocket && error.code === 'ECONNRESET';
        if (isLate) ask({ method, path, authorization, headers, body }).then(resolve, reject);
        else reject(error);
      });
      outgoing.end(body);
    });
  return ask;
}
