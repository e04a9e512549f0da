import { setTimeout as sleep } from 'node:timers/promises';
import { adoptCluster } from './adopt-cluster.js';
import { ensureCluster, removeHalfMadeClusters } from './cluster-directory.js';
import { DirectoryInUseError, ServerUnresponsiveError } from './embedded-postgres.errors.js';
import { ensureDatabase } from './ensure-database.js';
import { openPasswords } from './password-file.js';
import { processState } from './process-state.js';
import { findRunningServer, type RunningServer } from './running-server.js';
import { isPassingFailure, type Purpose } from './server-client.js';
import { leaveServer, ServerHandle, type Share } from './server-handle.js';
import { takeLocks } from './server-locks.js';
import { logFileOf, openServerPlace, type ServerPlace } from './server-place.js';
import { startServer } from './server-process.js';
import { serverUrls, type ServerUrls } from './server-roles.js';

/** What to open, and for what. */
export interface EmbeddedPostgresOptions {
  /** Folder of the data; made when it is missing. */
  directory: string;
  /** `serve`: the app; one at a time. `tool`: a command beside it, such as a migration. */
  purpose: Purpose;
  /** Server settings such as `{ fsync: 'off' }`. A server that runs already keeps the ones it was started with. */
  settings?: Record<string, string>;
  /** Hears that a server which ended by itself was started again, or why not. */
  report?: (message: string) => void;
}

/** A share in a running server. */
export interface EmbeddedPostgres {
  /** Good until `release`. */
  readonly urls: ServerUrls;
  /** Where the data really lies: elsewhere than wished when root wished for a place that PostgreSQL cannot enter. */
  readonly directory: string;
  /** Where the passwords are kept, in the form that psql reads as PGPASSFILE. */
  readonly passwordFile: string;
  /** Gives up the share. The last one out stops the server; may be called again. Close your own connections before. */
  release(): Promise<void>;
}

const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 20;

/**
 * Opens the PostgreSQL server over a data directory: joins the one that runs, or starts one, over a new cluster if need
 * be. The server does not depend on this process: after a crash of it, the next one takes over what is left.
 *
 * @throws {EmbeddedPostgresError} with what to do about it; {@link DirectoryInUseError} when another process serves
 */
export async function openEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { purpose, settings = {}, report = () => undefined } = options;
  const place = await openServerPlace(options.directory);
  await adoptCluster(place);
  const deadline = Date.now() + PATIENCE_MS;
  let failure: Error | undefined;
  // Others start, join and stop the server at the same time. Each step can find that it came too late: begin again.
  do {
    await ensureCluster(place, settings.fsync !== 'off');
    let server = await findRunningServer(place, purpose);
    if (!server) {
      failure = await startServer(place, settings);
      if (!failure) server = await findRunningServer(place, purpose);
    }
    const handle = server && (await join(place, { purpose, settings, report }, server));
    if (handle) return handle;
    await sleep(LOOK_AGAIN_MS);
  } while (Date.now() < deadline);
  throw (
    failure ?? new ServerUnresponsiveError(place.directory, undefined, 'others keep stopping it.', logFileOf(place))
  );
}

/** Undefined when the server or the one who serves is just leaving. */
async function join(place: ServerPlace, share: Share, server: RunningServer): Promise<EmbeddedPostgres | undefined> {
  const { purpose } = share;
  try {
    const taken = await takeLocks(server.client, purpose);
    if (taken === 'held') {
      const passwords = await openPasswords(place);
      await ensureDatabase(server, passwords);
      await removeHalfMadeClusters(place);
      return new ServerHandle(place, share, server, passwords);
    }
    if (taken === 'leaving') return void (await server.client.end());
    // The server notices a killed client a moment later than we may have come.
    const isThere = taken.pid !== undefined && (await processState(taken.pid)).is !== 'gone';
    if (isThere) throw new DirectoryInUseError(place.directory, taken.name, taken.pid);
  } catch (error) {
    if (!isPassingFailure(error)) {
      await leaveServer(place, purpose, server).catch(() => undefined); // the first failure says more
      throw error;
    }
  }
  await leaveServer(place, purpose, server);
  return undefined;
}

/** How to connect to the server that runs over a data directory. Undefined when none does: then none is started. */
export async function findEmbeddedPostgres(directory: string): Promise<ServerUrls | undefined> {
  const place = await openServerPlace(directory);
  const server = await findRunningServer(place, 'tool');
  await server?.client.end();
  return server && serverUrls(server.port, await openPasswords(place));
}
