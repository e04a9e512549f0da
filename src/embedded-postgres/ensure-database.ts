import type { RunningServer } from './running-server.js';
import { connectAsSuperuser } from './server-client.js';
import { DATABASE, type Passwords, ROLES } from './server-roles.js';

/** Sees to it that the database is there, and that it and its tables belong to the owner. */
export async function ensureDatabase({ client, port }: RunningServer, passwords: Passwords): Promise<void> {
  const { rows } = await client.query<{ owner: string }>(
    'SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = $1',
    [DATABASE],
  );
  const owner = rows[0]?.owner;
  if (owner === ROLES.owner) return;
  if (owner === undefined) {
    await client.query(`CREATE DATABASE ${DATABASE} OWNER ${ROLES.owner}`).catch((error: { code?: string }) => {
      // Another process was faster: 42P04 when done, 23505 when at the same moment.
      if (error.code !== '42P04' && error.code !== '23505') throw error;
    });
    return;
  }
  await giveToOwner(port, passwords);
}

/** In databases of earlier versions, everything belongs to the superuser. REASSIGN OWNED does not take from that one. */
async function giveToOwner(port: number, passwords: Passwords): Promise<void> {
  const { client } = await connectAsSuperuser(port, passwords, { database: DATABASE });
  try {
    await client.query(GIVE_TO_OWNER);
  } finally {
    await client.end();
  }
}

/** Sequences of identity columns go with their tables. */
const GIVE_TO_OWNER = `
  DO $$ DECLARE thing text;
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('learning-engine give to owner'));
    FOR thing IN
      SELECT format('%s %s', CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                                          ELSE 'TABLE' END, c.oid::regclass)
        FROM pg_class c
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
         AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND classid = 'pg_class'::regclass AND deptype IN ('a', 'i', 'e'))
      UNION ALL
      SELECT format('ROUTINE %s', p.oid::regprocedure) FROM pg_proc p
       WHERE pronamespace = 'public'::regnamespace
         AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND classid = 'pg_proc'::regclass AND deptype = 'e')
    LOOP
      EXECUTE format('ALTER %s OWNER TO ${ROLES.owner}', thing);
    END LOOP;
    ALTER DATABASE ${DATABASE} OWNER TO ${ROLES.owner};
  END $$`;
