/**
 * A PostgreSQL server of its own that can be restarted. Prints its URL; a line `fast` or `immediate` on stdin restarts it
 * in that mode, and `restarted` says that it is up again. Gone when stdin ends.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureCluster } from '../../../src/embedded-postgres/cluster-directory.js';
import { openPasswords, passwordFileOf } from '../../../src/embedded-postgres/password-file.js';
import { binaryPath } from '../../../src/embedded-postgres/platform-binaries.js';
import { runBinary } from '../../../src/embedded-postgres/run-binary.js';
import { findRunningServer } from '../../../src/embedded-postgres/running-server.js';
import { startServer } from '../../../src/embedded-postgres/server-process.js';
import { ROLES } from '../../../src/embedded-postgres/server-roles.js';
import { openServerPlace } from '../../../src/embedded-postgres/server-place.js';

const folder = await mkdtemp(join(tmpdir(), 'learning-engine-restart-'));
await chmod(folder, 0o711); // as root the server runs as another account, which has to get in
const place = await openServerPlace(join(folder, 'postgres'));
const { directory, account, installation } = place;
const pgCtl = (...args: string[]) =>
  runBinary(binaryPath(installation.root, 'pg_ctl'), [...args, '-w'], {
    account,
    cwd: directory,
    env: { PGDATA: directory },
  });

try {
  await ensureCluster(place, false);
  // What was acknowledged must survive a crash of the server; the machine stays up.
  const failure = await startServer(place, { fsync: 'off', synchronous_commit: 'on', autovacuum: 'off' });
  if (failure) throw failure;
  const server = (await findRunningServer(place, 'tool'))!;
  await server.client.end();
  const { superuser } = await openPasswords(place);
  process.stdout.write(`postgres://${ROLES.superuser}:${superuser}@127.0.0.1:${server.port}/postgres\n`);
  for await (const mode of createInterface({ input: process.stdin })) {
    const { ok, output } = await pgCtl('restart', '-m', mode, '-l', 'server.log');
    process.stdout.write(ok ? 'restarted\n' : `${output}\n`);
  }
} finally {
  await pgCtl('stop', '-m', 'immediate');
  await rm(passwordFileOf(place), { force: true });
  await rm(directory, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}
