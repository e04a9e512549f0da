import { realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { ServerUnresponsiveError } from './embedded-postgres.errors.js';
import { type PostmasterFile, readPostmasterFile, removePostmasterFile } from './postmaster-file.js';
import { processState } from './process-state.js';
import { connectToServer, type Purpose } from './server-client.js';
import { logFileOf, type ServerPlace } from './server-place.js';

/** A connection to the server that runs over our data directory. */
export interface RunningServer {
  client: Client;
  port: number;
}

/** How long a server may take to start or to stop, during which it says so. */
const TRANSITION_MS = 60_000;
/** How long a server may say nothing. */
const SILENCE_MS = 10_000;
/** A server writes its file in one go; one that stays empty was left by a crash of the machine. */
const EMPTY_FILE_MS = 10_000;
const LOOK_AGAIN_MS = 50;

/**
 * Finds the server that runs over the data directory, waiting for one that is starting or stopping. Removes the marks of
 * one that is dead.
 *
 * @returns undefined when there is none
 * @throws {ServerUnresponsiveError} when there is one and it lets nobody in; it is left alone
 */
export async function findRunningServer(place: ServerPlace, purpose: Purpose): Promise<RunningServer | undefined> {
  const start = Date.now();
  for (;;) {
    const file = await readPostmasterFile(place.directory);
    if (!file) return undefined;
    const answer = await ask(place, file, purpose);
    if (typeof answer === 'object') return answer;
    if (answer !== 'later' && (await isStale(place, file))) {
      await removePostmasterFile(place.directory, file);
      return undefined;
    }
    const reason = answer === 'later' ? 'it has been starting or stopping for too long.' : 'it does not answer.';
    if (Date.now() - start > (answer === 'later' ? TRANSITION_MS : SILENCE_MS)) {
      throw new ServerUnresponsiveError(place.directory, file.pid, reason, logFileOf(place));
    }
    await sleep(LOOK_AGAIN_MS);
  }
}

/** The file may be old and its port somebody else's by now, so whoever answers has to say where its data lies. */
async function ask(
  place: ServerPlace,
  file: PostmasterFile,
  purpose: Purpose,
): Promise<RunningServer | 'later' | 'nobody'> {
  if (file.port === undefined) return 'nobody';
  let client: Client | undefined;
  try {
    client = await connectToServer(file.port, purpose);
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    if ((await realpath(rows[0]!.data_directory)) === (await realpath(place.directory))) {
      return { client, port: file.port };
    }
  } catch (error) {
    // 57P03: starting up or shutting down. 53300: all connections are taken.
    if (['57P03', '53300'].includes((error as { code?: string }).code ?? '')) return 'later';
  }
  await client?.end().catch(() => undefined);
  return 'nobody';
}

/** Nobody answers: is the process that wrote the file still there? */
async function isStale(place: ServerPlace, file: PostmasterFile): Promise<boolean> {
  if (file.pid === undefined) return file.age > EMPTY_FILE_MS;
  const state = await processState(file.pid);
  if (state.is !== 'postgres') return true;
  return state.cwd !== undefined && state.cwd !== (await realpath(place.directory));
}
