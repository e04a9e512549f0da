import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { query } from './embedded-child.js';
import { onServer, type TestDatabase } from './own-database.js';

/** The owner and the service of a deployment on a database of this file, as `compose.roles.sql` makes them; gone after its tests. */
export function useTwoRoles(database: TestDatabase) {
  const suffix = randomUUID().slice(0, 8);
  const [owner, service] = [`owner_${suffix}`, `service_${suffix}`];
  const password = randomBytes(12).toString('hex');

  beforeAll(async () => {
    const statements = readFileSync('compose.roles.sql', 'utf8')
      .replace(/^(--|\\set).*\n/gm, '')
      .replace(/:'\w+'/g, `'${password}'`)
      .replace('DATABASE learning', `DATABASE ${new URL(database.url).pathname.slice(1)}`)
      .replaceAll('learning_owner', owner)
      .replaceAll('learning_service', service);
    await query(database.url, statements);
  });
  afterAll(() => onServer((client) => client.query(`DROP ROLE ${owner}, ${service}`))); // the database is gone by now

  return {
    owner,
    service,
    urlOf: (username: string) => Object.assign(new URL(database.url), { username, password }).href,
  };
}
