import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source-options.js';
import { openDataSource } from '../../src/database/open-data-source.js';
import { serviceOwnsTables } from '../../src/database/service-role.js';
import { query } from '../support/database/embedded-child.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { useTwoRoles } from '../support/database/two-roles.js';

const suffix = randomUUID().slice(0, 8);
const OTHER = `other_${suffix}`;

describe('the two roles of a deployment', () => {
  const database = useEmptyDatabase();
  const { owner: OWNER, service: SERVICE, urlOf } = useTwoRoles(database);
  const found = async (url: string) => {
    const dataSource = await new DataSource(dataSourceOptions(url)).initialize();
    try {
      return (await serviceOwnsTables(dataSource))?.message;
    } finally {
      await dataSource.destroy();
    }
  };

  it('are what it takes to migrate at boot, and to serve without being the owner', async () => {
    const dataSource = await openDataSource({ url: urlOf(SERVICE), ownerUrl: urlOf(OWNER), migrate: true });
    try {
      const [row] = await dataSource.query<object[]>(
        `SELECT current_user AS service, (SELECT tableowner FROM pg_tables WHERE tablename = 'algo_runs') AS owner,
           has_database_privilege(current_database(), 'TEMPORARY') AS may_hide_tables`,
      );
      expect(row).toEqual({ service: SERVICE, owner: OWNER, may_hide_tables: false });
      expect(await serviceOwnsTables(dataSource)).toBeUndefined();
    } finally {
      await dataSource.destroy();
    }
  });

  it('are told from one role for all', async () => {
    expect(await found(database.url)).toMatch(/ is a superuser: it could rewrite the activation log/);
    expect(await found(urlOf(OWNER))).toMatch(new RegExp(`connects as ${OWNER}, which is the owner of the schema`));
  });

  it.each([
    ['may become the owner', `GRANT ${OWNER} TO ${SERVICE}`, `REVOKE ${OWNER} FROM ${SERVICE}`],
    [
      'may become the owner without inheriting',
      `ALTER ROLE ${SERVICE} NOINHERIT; GRANT ${OWNER} TO ${SERVICE}`, // as every version of PostgreSQL knows it
      `REVOKE ${OWNER} FROM ${SERVICE}; ALTER ROLE ${SERVICE} INHERIT`,
    ],
    ['owns one of the tables', `ALTER TABLE algo_runs OWNER TO ${SERVICE}`, `ALTER TABLE algo_runs OWNER TO ${OWNER}`],
    [
      'may run programs on the server',
      `GRANT pg_execute_server_program TO ${SERVICE}`,
      `REVOKE pg_execute_server_program FROM ${SERVICE}`,
    ],
    [
      'may write to every table as a member of another role',
      `CREATE ROLE ${OTHER} NOLOGIN; GRANT pg_write_all_data TO ${OTHER}; GRANT ${OTHER} TO ${SERVICE}`,
      `DROP ROLE ${OTHER}`,
    ],
    [
      'may become a superuser',
      `CREATE ROLE ${OTHER} SUPERUSER NOLOGIN; GRANT ${OTHER} TO ${SERVICE}`,
      `DROP ROLE ${OTHER}`,
    ],
    ['may add triggers', `GRANT TRIGGER ON algo_runs TO ${SERVICE}`, `REVOKE TRIGGER ON algo_runs FROM ${SERVICE}`],
  ])('are found out when the service %s', async (_what, change, back) => {
    await query(database.url, change);
    expect(await found(urlOf(SERVICE))).toContain(SERVICE);
    await query(database.url, back);
    expect(await found(urlOf(SERVICE))).toBeUndefined();
  });

  it('say which role is missing, and that the migrations have run', async () => {
    const missing = `missing_${suffix}`;
    await expect(openDataSource({ url: urlOf(missing), ownerUrl: urlOf(OWNER), migrate: true })).rejects.toThrow(
      `The service's role "${missing}" does not exist`,
    );
  });
});
