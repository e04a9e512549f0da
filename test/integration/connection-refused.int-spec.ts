import { createServer, type AddressInfo } from 'node:net';
import { openDataSource } from '../../src/database/open-data-source.js';
import { onServer } from '../support/database/own-database.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { pgBouncerVersion, startPgBouncer } from '../support/database/pgbouncer.js';

describe('a database that cannot be used', () => {
  const database = useEmptyDatabase();
  const messageOf = (change: Partial<URL>) => {
    const url = Object.assign(new URL(database.url), change).href;
    return openDataSource({ url, migrate: false }).then(
      () => 'it opened',
      (error: Error) => error.message,
    );
  };

  it('names the remedy that fits the cause', async () => {
    const role = `role_${new URL(database.url).pathname.slice(1)}`;
    await onServer((client) => client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'right' CONNECTION LIMIT 0`));
    try {
      expect(await messageOf({ pathname: '/there_is_none' })).toContain('There is no such database');
      expect(await messageOf({ username: 'no_such_role' })).toMatch(/does not accept this role|password is wrong/);
      expect(await messageOf({ username: role, password: 'right' })).toContain('All connections are taken');
      expect(await messageOf({ search: '?sslmode=require' })).toContain('The server has no TLS');
    } finally {
      await onServer((client) => client.query(`DROP ROLE ${role}`));
    }
  });

  it('tells a port where nothing listens from one where something else does', async () => {
    const other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const port = String((other.address() as AddressInfo).port);
    expect(await messageOf({ hostname: '127.0.0.1', port })).toContain('What listens there closed the connection');
    await new Promise((resolve) => other.close(resolve));
    expect(await messageOf({ hostname: '127.0.0.1', port })).toContain('Nothing listens there');
  });

  (pgBouncerVersion ? it : it.skip)(`names a parameter that PgBouncer ${pgBouncerVersion} rejects`, async () => {
    const bouncer = await startPgBouncer(database.url, { pool_mode: 'transaction' });
    try {
      const { hostname, port } = new URL(bouncer.url);
      const rejected = '?options=-c%20geqo%3Doff';
      expect(await messageOf({ hostname, port, search: rejected })).toContain('rejects this parameter');
    } finally {
      await bouncer.stop();
    }
  });
});
