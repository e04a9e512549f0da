import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo } from 'node:net';

/** An identity provider, as far as a service sees it that reads its keys. */
export interface KeyServer {
  /** Where the keys are. */
  readonly url: string;
  /** How many requests have come. */
  readonly requests: number;
  /** Answers with a set of these keys from now on. */
  publish(...keys: object[]): void;
  /** Answers in any other way from now on. */
  answer(listener: RequestListener): void;
  /** Resolves when the next request has come. */
  asked(): Promise<unknown>;
}

/** A server of keys on a free port for the tests of one file; each test begins without a request. */
export function useKeyServer(): KeyServer {
  let listener: RequestListener;
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    listener(request, response);
  });
  beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
  beforeEach(() => (requests = 0));
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  const answer = (given: RequestListener) => void (listener = given);
  return {
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    },
    get requests() {
      return requests;
    },
    answer,
    publish: (...keys) =>
      answer((_request, response) => {
        response.setHeader('Content-Type', 'application/jwk-set+json');
        response.end(JSON.stringify({ keys }));
      }),
    asked: () => once(server, 'request'),
  };
}
