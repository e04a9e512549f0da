import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Drain } from './drain.js';

/** Far longer than the test takes. */
const LINGER_MS = 60_000;

describe(Drain.name, () => {
  const server = createServer((_request, response) => response.end('done'));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  afterAll(() => {
    agent.destroy();
    server.closeAllConnections();
  });

  it('answers a request that comes on a kept connection after the listener was closed, and closes it then', async () => {
    const drain = new Drain(server, LINGER_MS);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const ask = async () => {
      const [response] = (await once(get({ port, agent, host: '127.0.0.1' }), 'response')) as [IncomingMessage];
      response.resume();
      await once(response, 'end');
      return response;
    };
    expect((await ask()).headers.connection).toBe('keep-alive');

    const isOver = once(server, 'close');
    void drain.close();
    const rejected = connect(port, '127.0.0.1');
    const [error] = (await once(rejected, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');

    const late = await ask();
    expect([late.statusCode, late.headers.connection]).toEqual([200, 'close']);
    await isOver; // with its last connection
  });
});
