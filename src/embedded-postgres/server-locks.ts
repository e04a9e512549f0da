import type { Client } from 'pg';
import type { Purpose } from './server-client.js';

/** The first half of both lock keys: "le". */
const FAMILY = 0x6c65;
/** Shared by everybody who uses the server; exclusive for the one who stops it. */
const IN_USE = 1;
/** Exclusive for the one who serves. */
const SERVING = 2;

/** Who serves, as it calls itself. */
export interface Holder {
  name: string;
  pid: number | undefined;
}

/**
 * Takes the locks that go with a purpose. The server frees them when the connection ends, in whatever way the process
 * does, so none is ever stale.
 *
 * @returns 'held'; 'leaving' when a process is about to stop the server; or who serves already, then the lock of use is
 *   held all the same and wants to be given up
 */
export async function takeLocks(client: Client, purpose: Purpose): Promise<'held' | 'leaving' | Holder> {
  if (!(await lock(client, 'pg_try_advisory_lock_shared', IN_USE))) return 'leaving';
  if (purpose === 'tool' || (await lock(client, 'pg_try_advisory_lock', SERVING))) return 'held';
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND l.database = a.datid AND a.datname = current_database()
        AND l.classid = $1 AND l.objid = $2 AND l.objsubid = 2 AND l.granted`,
    [FAMILY, SERVING],
  );
  const name = rows[0]?.name ?? 'one that is just leaving';
  const pid = /pid (\d+)$/.exec(name)?.[1];
  return { name, pid: pid === undefined ? undefined : Number(pid) };
}

/**
 * Gives up all locks, and finds out whether anybody else is left.
 *
 * @returns true when no process is. Then none can come either, until the connection ends: stop the server before.
 */
export async function giveUpLocks(client: Client): Promise<boolean> {
  await client.query('SELECT pg_advisory_unlock_all()');
  return lock(client, 'pg_try_advisory_lock', IN_USE);
}

async function lock(client: Client, take: string, key: number): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(`SELECT ${take}($1, $2) AS taken`, [FAMILY, key]);
  return rows[0]!.taken;
}
