import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { query } from '../support/database/embedded-child.js';
import { onServer } from '../support/database/own-database.js';
import { useTestDatabase } from '../support/database/test-database.js';

const STRANGER = `stranger_${randomUUID().slice(0, 8)}`;
const WRITER = `writer_${randomUUID().slice(0, 8)}`;

/**
 * A table of the attacker's own, one column of which has a type with a cast that runs a function of theirs. Whatever evaluates
 * the value runs it, with the rights that are in force at that moment. Here it only tells whose they are.
 */
const trap = (schema: string, columns: string) => `
  CREATE TYPE ${schema}.trap AS (x int);
  CREATE FUNCTION ${schema}.spring(${schema}.trap) RETURNS text LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'ran as %', current_user; END $$;
  CREATE CAST (${schema}.trap AS text) WITH FUNCTION ${schema}.spring(${schema}.trap) AS IMPLICIT;
  CREATE FUNCTION ${schema}.spring_number(${schema}.trap) RETURNS bigint LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'ran as %', current_user; END $$;
  CREATE CAST (${schema}.trap AS bigint) WITH FUNCTION ${schema}.spring_number(${schema}.trap) AS IMPLICIT;
  CREATE TABLE ${schema}.bait (${columns});`;

const FUNCTIONS = [
  'algo_append_entry',
  'algo_lock_key',
  'algo_check_ledger',
  'algo_date_entry',
  'algo_keep_entry',
  'algo_refuse',
  'algo_stamp_event',
  'algo_record_activation',
  'algo_note_failure',
];
const COLUMNS = [
  ['id', 'bigint'],
  ['algo_key', 'text'],
  ['algo_version_id', 'uuid'],
  ['params_id', 'uuid'],
  ['activated_at', 'timestamptz'],
  ['kind', 'text'],
  ['restores_id', 'bigint'],
  ['epoch', 'bigint'],
  ['xid', 'xid8'],
  ['recorded_at', 'timestamptz'],
] as const;

describe('the functions of triggers', () => {
  const database = useTestDatabase();
  const urlAs = (role: string) => Object.assign(new URL(database.url), { username: role, password: 'x' }).href;
  beforeAll(() =>
    query(
      database.url,
      `CREATE ROLE ${STRANGER} LOGIN PASSWORD 'x'; CREATE ROLE ${WRITER} LOGIN PASSWORD 'x';
       CREATE SCHEMA ${STRANGER} AUTHORIZATION ${STRANGER}; CREATE SCHEMA ${WRITER} AUTHORIZATION ${WRITER};
       GRANT SELECT, INSERT ON algo_activations, algo_params TO ${WRITER}; GRANT SELECT ON algo_versions TO ${WRITER};
       GRANT UPDATE (status) ON algo_versions TO ${WRITER}`,
    ),
  );
  afterAll(() => onServer((client) => client.query(`DROP ROLE ${STRANGER}, ${WRITER}`))); // their schemas are gone by now

  /** All statements in one transaction, which is not committed. */
  const tryAs = async (role: string, ...statements: string[]) => {
    const client = new Client({ connectionString: urlAs(role) });
    await client.connect();
    try {
      await client.query('BEGIN');
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const attach = (role: string, name: string) =>
    ['BEFORE', 'AFTER'].map(
      (time) => `CREATE TRIGGER hook_${time} ${time} INSERT ON ${role}.bait FOR EACH ROW
        EXECUTE FUNCTION public.${name}('algo_activations')`,
    );

  describe.each([
    ['a role without any right', STRANGER],
    ['a role that writes entries', WRITER],
  ])('in the hands of %s', (_what, role) => {
    it.each(FUNCTIONS)('cannot be attached to another table: %s', async (name) => {
      const attempt = tryAs(role, `CREATE TABLE ${role}.bait (algo_key text)`, ...attach(role, name));

      await expect(attempt).rejects.toMatchObject({ code: '42501' });
    });

    describe('that may attach them, as after a restore without privileges', () => {
      beforeAll(() => query(database.url, `GRANT EXECUTE ON FUNCTION ${FUNCTIONS.join(', ')} TO PUBLIC`));
      afterAll(() => query(database.url, `REVOKE EXECUTE ON FUNCTION ${FUNCTIONS.join(', ')} FROM PUBLIC`));

      it.each(FUNCTIONS.flatMap((name) => COLUMNS.map(([column]) => [name, column] as const)))(
        'do not evaluate their values with the rights of the owner: %s, of %s',
        async (name, trapped) => {
          const others = COLUMNS.filter(([column]) => column !== trapped).map((column) => column.join(' '));
          const said = await tryAs(
            role,
            trap(role, [`${trapped} ${role}.trap`, ...others].join(', ')),
            ...attach(role, name),
            `INSERT INTO ${role}.bait (${trapped}) VALUES (ROW(1)::${role}.trap)`,
          ).then(
            () => '',
            (error: Error) => error.message,
          );

          expect(said).not.toMatch(new RegExp(`^ran as (?!${role}$)`));
        },
      );
    });
  });

  it('use no operator and no table that the caller has put in front of theirs', async () => {
    const attempt = tryAs(
      WRITER,
      `CREATE FUNCTION ${WRITER}.same(varchar, varchar) RETURNS boolean LANGUAGE sql AS 'SELECT false'`,
      `CREATE OPERATOR ${WRITER}.= (LEFTARG = varchar, RIGHTARG = varchar, FUNCTION = ${WRITER}.same)`,
      ...['algo_versions', 'algo_params', 'algo_activations'].map(
        (table) => `CREATE TEMP TABLE ${table} (LIKE public.${table})`,
      ),
      `SET search_path = ${WRITER}, public, pg_catalog`,
      `UPDATE public.algo_versions SET status = 'DEPRECATED'
       WHERE algo_key::text OPERATOR(pg_catalog.=) 'mastery' AND status::text OPERATOR(pg_catalog.=) 'ACTIVE'`,
      'SET CONSTRAINTS ALL IMMEDIATE',
    );

    await expect(attempt).rejects.toMatchObject({ code: '23000' });
  });

  it('let no other role change the time of an entry, not even one that may update entries and has a trigger of their own', async () => {
    await query(database.url, `GRANT UPDATE ON algo_activations TO ${WRITER}`);
    const attempt = tryAs(
      WRITER,
      `CREATE FUNCTION ${WRITER}.redate() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN UPDATE public.algo_activations SET activated_at = '2001-01-01'; RETURN NULL; END $$`,
      `CREATE TABLE ${WRITER}.lever ()`,
      `CREATE TRIGGER pull AFTER INSERT ON ${WRITER}.lever FOR EACH ROW EXECUTE FUNCTION ${WRITER}.redate()`,
      `INSERT INTO ${WRITER}.lever DEFAULT VALUES`,
    );

    await expect(attempt).rejects.toMatchObject({ code: '23000', constraint: 'algo_activations_append_only' });
  });
});
