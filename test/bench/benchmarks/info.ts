import { freePort } from '../../../src/embedded-postgres/free-port.js';
import { script } from '../../support/processes/spawned.js';
import { atLeast, type Bench, type Benchmark } from '../benchmark.js';
import { Connection, requestRate } from '../peers/http-load.js';
import { answering, startServer } from '../processes.js';
import { DeployedService } from '../service.js';

const PATH = '/v1/learning/info';
const CONNECTIONS = 32;

export const info: Benchmark = {
  name: 'info',
  description: 'GET /v1/learning/info of the service as it is deployed, log included, in a process of its own',
  peer: 'bare Express with the same token check by passport-jwt, and a constant body of the same size',
  async prepare(bench) {
    const deployed = await DeployedService.start(bench);
    const token = deployed.tokenOf();
    const request = (...headers: string[]) =>
      [`GET ${PATH} HTTP/1.1`, 'Host: localhost', `Authorization: Bearer ${token}`, ...headers, '\r\n'].join('\r\n');

    const body = await bodyOf(deployed.port, token);
    const peer = await startPeer(bench, deployed.secret, body);
    const sides = { ours: await openAll(bench, deployed.port), peer: await openAll(bench, peer) };
    const known = { ours: await etagOf(sides.ours, request()), peer: await etagOf(sides.peer, request()) };
    const { seconds } = bench.options;
    const side = (name: 'ours' | 'peer', status: 200 | 304) => {
      const sent = status === 200 ? request() : request(`If-None-Match: ${known[name]}`);
      return () => requestRate(sides[name], seconds, sent, status);
    };
    return ([200, 304] as const).map((status) => ({
      what: `${status}, ${CONNECTIONS} connections`,
      unit: 'requests/s',
      goal: atLeast(0.8),
      ours: side('ours', status),
      peer: side('peer', status),
    }));
  },
};

async function startPeer(bench: Bench, secret: string, body: string): Promise<number> {
  const port = await freePort();
  startServer(bench, [...script('test/bench/peers/bare-express.cli.ts'), String(port), secret, body], {
    NODE_ENV: 'production',
  });
  await answering(`http://127.0.0.1:${port}/`, 404);
  return port;
}

async function bodyOf(port: number, token: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}${PATH}`, { headers: { Authorization: `Bearer ${token}` } });
  return answer.text();
}

async function openAll(bench: Bench, port: number): Promise<Connection[]> {
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => Connection.open(port)));
  bench.defer(() => connections.forEach((connection) => connection.close()));
  return connections;
}

async function etagOf(connections: Connection[], request: string): Promise<string> {
  const { headers } = await connections[0]!.ask(request);
  return /^etag: (.*)$/im.exec(headers)![1]!;
}
