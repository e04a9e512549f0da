import { setTimeout as sleep } from 'node:timers/promises';
import { type ClientBase } from 'pg';
import { type LockHolder } from '../../errors/database.errors.js';
import { advisoryLockHolders } from '../connections/advisory-lock-holders.js';
import { MigrationLockTimeoutError, PooledMigrationsError } from '../../errors/migration.errors.js';

/** Of the schema: migrations of two schemas of one database do not wait for each other. */
const LOCK = "hashtextextended('learning:' || coalesce(quote_ident(current_schema()), '') || ':migrations', 0)";
const ASK_AGAIN_MS = 100;
const PATIENCE_MS = 60_000;

/**
 * Takes the lock of migrations on this session. The server frees it when the session ends, however it ends.
 *
 * @throws {PooledMigrationsError} when the session is not this client's alone; nothing is done then
 * @throws {MigrationLockTimeoutError} when another session holds it for all that time
 * @throws the reason of `stop`, when that comes first
 */
export async function lockMigrations(
  client: ClientBase,
  { patienceMs = PATIENCE_MS, stop }: { patienceMs?: number; stop?: AbortSignal },
): Promise<void> {
  await rejectPooler(client);
  await prepareSession(client);
  const deadline = performance.now() + patienceMs;
  // Asked again and again, because a statement that waits holds a snapshot, and CREATE INDEX CONCURRENTLY of the holder
  // would wait for that one in turn.
  while (!(await ask(client, 'pg_try_advisory_lock'))) {
    if (performance.now() >= deadline) throw new MigrationLockTimeoutError(patienceMs, await findHolder(client));
    await sleep(ASK_AGAIN_MS);
    stop?.throwIfAborted();
  }
}

/**
 * Gives the lock back.
 *
 * @returns false when the session did not hold it
 */
export function unlockMigrations(client: ClientBase): Promise<boolean> {
  return ask(client, 'pg_advisory_unlock');
}

/**
 * Behind a pooler the next transaction may be in another session, and the lock would stay behind in this one. A pooler shows by
 * the process that it names, which is not the server's.
 */
async function rejectPooler(client: ClientBase): Promise<void> {
  const { processID } = client as unknown as { processID: number };
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  if (rows[0]!.pid !== processID) throw new PooledMigrationsError();
}

/** Migrations take the time they need, whatever the role or the database sets, and end with the process that runs them. */
async function prepareSession(client: ClientBase): Promise<void> {
  await client.query("SELECT set_config('application_name', $1, false)", [
    `learning-engine migrations pid ${process.pid}`,
  ]);
  await client.query(
    `SELECT set_config(name, '0', false) FROM pg_settings
      WHERE name IN ('statement_timeout', 'lock_timeout', 'transaction_timeout',
                     'idle_in_transaction_session_timeout', 'idle_session_timeout')`,
  );
  // By default a server notices a dead client only when the statement is through. A server on Windows cannot do better
  // and rejects the setting: there, the lock stays for as long as the statement does.
  await client.query("SET client_connection_check_interval = '500ms'").catch(() => undefined);
}

async function ask(client: ClientBase, what: string): Promise<boolean> {
  const { rows } = await client.query<{ yes: boolean }>(`SELECT ${what}(${LOCK}) AS yes`);
  return rows[0]!.yes;
}

async function findHolder(client: ClientBase): Promise<LockHolder | undefined> {
  return (await client.query<LockHolder>(advisoryLockHolders(LOCK))).rows[0];
}
