import { realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { EmbeddedPostgresError, ServerUnresponsiveError, UnprotectedServerError } from './embedded-postgres.errors.js';
import { type PostmasterFile, readPostmasterFile, removePostmasterFile } from './postmaster-file.js';
import { processState } from './process-state.js';
import { connectToServer, dropConnection, type Purpose, type ServerConnection } from './server-client.js';
import { giveUpLocks } from './server-locks.js';
import { logFileOf, type ServerPlace } from './server-place.js';
import { stopServer } from './server-process.js';

/** A connection to the server that runs over our data directory, as its superuser. */
export interface RunningServer {
  client: Client;
  port: number;
  /** Of the server's first process. */
  pid: number;
}

/** What is there in place of it: a server that is busy, one of ours that knows another password, or nothing that we know. */
type Other = 'busy' | 'other-password' | 'unknown';

/** How long a server may stay as it is, and what to say of it then. */
const LIMITS: Readonly<Record<Other, { patience: number; reason: string }>> = {
  busy: { patience: 60_000, reason: 'it has been starting or stopping for too long.' },
  'other-password': { patience: 0, reason: 'it was started with other passwords than those beside it now.' },
  unknown: { patience: 10_000, reason: 'it does not answer.' },
};
/** A server writes its file in one go; one that stays empty was left by a crash of the machine. */
const EMPTY_FILE_MS = 10_000;
const LOOK_AGAIN_MS = 50;

/**
 * Finds the server that runs over the data directory, waiting for one that is starting or stopping. Removes the marks of
 * one that is dead.
 *
 * @returns undefined when there is none
 * @throws {ServerUnresponsiveError} when there is one and it rejects all connections; it is left alone
 */
export async function findRunningServer(place: ServerPlace, purpose: Purpose): Promise<RunningServer | undefined> {
  const start = Date.now();
  for (;;) {
    const file = await readPostmasterFile(place.directory);
    if (!file) return undefined;
    const answer = await ask(place, file, purpose);
    if (typeof answer === 'object') return answer;
    if (await isStale(place, file)) {
      await removePostmasterFile(place.directory, file);
      return undefined;
    }
    const { patience, reason } = LIMITS[file.isStandalone ? 'busy' : answer];
    if (Date.now() - start > patience) {
      throw new ServerUnresponsiveError(place.directory, file.pid, reason, logFileOf(place));
    }
    await sleep(LOOK_AGAIN_MS);
  }
}

/**
 * The file may be old and its port another program's by now, so what answers has to prove that it knows our password, and
 * to say what stands in the file: the same words, wherever the directory was moved to.
 */
async function ask(place: ServerPlace, file: PostmasterFile, purpose: Purpose): Promise<RunningServer | Other> {
  const { port, pid } = file;
  if (port === undefined || pid === undefined) return 'unknown';
  let connection: ServerConnection | undefined;
  let server: RunningServer | undefined;
  try {
    connection = await connectToServer(place, port, purpose);
    const { client, isProven } = connection;
    if (!isProven && (await isStale(place, file))) return 'unknown';
    const { rows } = await client.query<{ text: string }>("SELECT pg_read_file('postmaster.pid') AS text");
    if (rows[0]!.text !== file.text) return 'unknown';
    if (isProven) return (server = { client, port, pid });
    await retireOpenServer(place, client, pid);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    const { code = '' } = error as { code?: string };
    // 57P03: starting up or shutting down. 53300: all connections are taken.
    if (['57P03', '53300'].includes(code)) return 'busy';
    // 28P01: another password. 28000: no such role.
    if (['28P01', '28000'].includes(code)) return 'other-password';
  } finally {
    if (!server && connection) dropConnection(connection.client);
  }
  return 'unknown';
}

/** An earlier version of this code let all accounts in. Such a server is stopped as soon as it is not in use; the next is protected. */
async function retireOpenServer(place: ServerPlace, client: Client, pid: number): Promise<void> {
  if (!(await giveUpLocks(client))) throw new UnprotectedServerError(place.directory, pid);
  await stopServer(place, pid);
}

/** Nothing answers: is the process that wrote the file still there? */
async function isStale(place: ServerPlace, file: PostmasterFile): Promise<boolean> {
  if (file.pid === undefined) return file.age > EMPTY_FILE_MS;
  const state = await processState(file.pid);
  if (state.is !== 'postgres') return true;
  return state.cwd !== undefined && state.cwd !== (await realpath(place.directory));
}
