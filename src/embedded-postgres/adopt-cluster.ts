import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClusterOwnerError } from './embedded-postgres.errors.js';
import { runBinary } from './run-binary.js';
import { findRunningServer } from './running-server.js';
import { findAccount } from './server-account.js';
import type { ServerPlace } from './server-place.js';

/** The account that earlier versions lent to the server when root started it. */
const FORMER = 'postgres';

/**
 * Takes a cluster of root's over from the account that ran it in earlier versions, which is the one of the machine's own
 * PostgreSQL. The server of a process that was killed is stopped before.
 *
 * @throws {ClusterOwnerError} when it cannot be done
 */
export async function adoptCluster(place: ServerPlace): Promise<void> {
  const { directory, account } = place;
  if (!account) return;
  const found = await lstat(directory).catch(() => undefined);
  const former = found?.isDirectory() ? await findAccount(FORMER) : undefined;
  if (!former || found?.uid !== former.uid || !(await isOurs(directory))) return;
  const server = await findRunningServer({ ...place, account: former }, 'tool');
  await server?.client.end();
  // Only what is the former account's: through a hard link, it could name a file of another account.
  const change = [`--from=${former.name}`, '-R', '-h', '--', `${account.uid >>> 0}:${account.gid >>> 0}`, directory];
  if (server || !(await runBinary('chown', change)).ok) {
    throw new ClusterOwnerError(directory, former.name, account.name);
  }
}

/** Whether the server that last ran over the directory was one of ours. */
async function isOurs(directory: string): Promise<boolean> {
  const options = await readFile(join(directory, 'postmaster.opts'), 'utf8').catch(() => '');
  return options.includes('"listen_addresses=127.0.0.1"') && options.includes('"unix_socket_directories="');
}
