import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { createSecureContext, type PeerCertificate, TLSSocket } from 'node:tls';
import { databaseUrlProblem } from 'learning-engine/cli';
import { openDataSource } from '../../src/database/open-data-source.js';
import { useTestDatabase } from '../support/database/test-database.js';

describe('parameters of DATABASE_URL that the service takes', () => {
  const database = useTestDatabase();
  const withQuery = (query: string) => {
    const url = `${database.url}${database.url.includes('?') ? '&' : '?'}${query}`;
    expect(databaseUrlProblem(url)).toBeUndefined();
    return url;
  };
  const settingOf = async (url: string, name: string): Promise<string> => {
    const dataSource = await openDataSource({ url, migrate: false });
    try {
      const [row] = await dataSource.query<{ value: string }[]>('SELECT current_setting($1) AS value', [name]);
      return row!.value;
    } finally {
      await dataSource.destroy();
    }
  };

  it('are honoured: options, beside the limits of the service', async () => {
    const url = withQuery('options=-c%20search_path%3Dpublic,learning+--work-mem=7MB');

    expect(await settingOf(url, 'search_path')).toBe('public,learning');
    expect(await settingOf(url, 'work_mem')).toBe('7MB');
    expect(await settingOf(url, 'statement_timeout')).toBe('2s');
    expect(await settingOf(url, 'lock_timeout')).toBe('1s');
  });

  it('are honoured: the name of the application', async () => {
    expect(await settingOf(withQuery('application_name=school'), 'application_name')).toBe('school');
  });

  it('are honoured: user, host and port in the query', async () => {
    const { username, password, hostname, port, pathname, search } = new URL(database.url);
    const parameters = new URLSearchParams(search);
    if (!parameters.has('host')) parameters.set('host', hostname);
    if (port) parameters.set('port', port);
    parameters.set('user', decodeURIComponent(username));
    if (password) parameters.set('password', decodeURIComponent(password));
    const url = `postgres://${pathname}?${parameters.toString()}`;

    expect(databaseUrlProblem(url)).toBeUndefined();
    expect(await settingOf(url, 'lock_timeout')).toBe('1s');
  });

  describe('are honoured: those of TLS', () => {
    let server: Server;
    let asked: string[];
    beforeAll(async () => {
      // A server without TLS: it says so, and hears no more of a client that wants TLS.
      server = createServer((socket) => {
        socket
          .on('error', () => undefined)
          .on('data', (bytes) => {
            const isTls = bytes.readInt32BE(4) === 80877103;
            asked.push(isTls ? 'TLS' : 'plain');
            if (isTls) socket.write('N');
            else socket.destroy();
          });
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
    });
    beforeEach(() => (asked = []));
    afterAll(() => server.close());

    it.each(['sslmode=require', 'sslmode=verify-ca', 'sslmode=verify-full', 'sslmode=no-verify', 'ssl=true', 'ssl=1'])(
      '%s sends nothing without TLS',
      async (query) => {
        const url = `postgres://app@127.0.0.1:${(server.address() as AddressInfo).port}/learning?${query}`;

        expect(databaseUrlProblem(url)).toBeUndefined();
        await expect(openDataSource({ url, migrate: false })).rejects.toThrow('does not support SSL');
        expect(asked).toEqual(['TLS']);
      },
    );

    it.each(['sslmode=disable', 'ssl=0'])('%s asks for none', async (query) => {
      const url = `postgres://app@127.0.0.1:${(server.address() as AddressInfo).port}/learning?${query}`;

      expect(databaseUrlProblem(url)).toBeUndefined();
      await expect(openDataSource({ url, migrate: false })).rejects.toThrow('Cannot use the database');
      expect(asked).toEqual(['plain']);
    });
  });

  describe('are honoured: the certificates of TLS', () => {
    const file = (name: string) => join('test/fixtures/tls', name);
    let server: Server;
    /** What the certificates of clients say that reached the server within TLS; undefined for none. */
    let clients: (string | undefined)[];
    beforeAll(async () => {
      const pem = (name: string) => readFileSync(file(name));
      const secureContext = createSecureContext({
        cert: pem('server.pem'),
        key: pem('server-key.pem'),
        ca: pem('ca.pem'),
      });
      server = createServer((socket) => {
        socket
          .on('error', () => undefined)
          .once('data', () => {
            socket.write('S');
            const tls = new TLSSocket(socket, {
              isServer: true,
              secureContext,
              requestCert: true,
              rejectUnauthorized: false,
            });
            tls
              .on('error', () => undefined)
              .once('data', () => {
                clients.push((tls.getPeerCertificate() as Partial<PeerCertificate>).subject?.CN as string | undefined);
                tls.destroy();
              });
          });
      }).listen(0, '0.0.0.0');
      await once(server, 'listening');
    });
    beforeEach(() => (clients = []));
    afterAll(() => server.close());
    const open = async (host: string, query: string) => {
      const url = `postgres://app@${host}:${(server.address() as AddressInfo).port}/learning?${query}`;
      expect(databaseUrlProblem(url)).toBeUndefined();
      await expect(openDataSource({ url, migrate: false })).rejects.toThrow('Cannot use the database');
      return clients;
    };

    const rootCert = `sslrootcert=${file('ca.pem')}`;
    it.each([
      ['knows the server by sslrootcert', '127.0.0.1', `sslmode=verify-full&${rootCert}`, [undefined]],
      ['does not take an unknown server', '127.0.0.1', 'sslmode=require', []],
      ['does not take a server of another name', '127.0.0.2', `sslmode=verify-full&${rootCert}`, []],
      ['takes any server where it is configured so', '127.0.0.1', 'sslmode=no-verify', [undefined]],
      [
        'shows the certificate of the client',
        '127.0.0.1',
        `${rootCert}&sslcert=${file('client.pem')}&sslkey=${file('client-key.pem')}`,
        ['learning'],
      ],
    ])('%s', async (_name, host, query, reached) => {
      expect(await open(host, query)).toEqual(reached);
    });
  });
});
