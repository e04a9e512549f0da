import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedPostgres } from '../../../src/embedded-postgres/embedded-postgres.js';

/** Nothing here has to survive anything. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '300',
};

/** Whatever happens to the parent, its end of the pipe closes. */
const end = new Promise<void>((resolve) => {
  process.stdin.once('end', resolve).once('error', resolve).resume();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
});

const folder = await mkdtemp(join(tmpdir(), 'learning-engine-test-'));
const data = join(folder, 'postgres');
let made = [data];
try {
  await chmod(folder, 0o711); // as root the server runs as another account, which has to get in
  const server = await openEmbeddedPostgres({ directory: data, purpose: 'serve', settings });
  made = [server.directory, server.passwordFile];
  try {
    process.stdout.on('error', () => undefined); // no reader is left: stdin says the same
    process.stdout.write(`${server.urls.superuserUrl}\n`);
    await end;
  } finally {
    await server.release();
  }
} finally {
  for (const path of made) await rm(path, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}
process.exit(); // a second signal handler or an open stdin must not keep us
