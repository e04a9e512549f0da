/**
 * Leaves what a killed process of an earlier version left: `open-cluster.cli.ts <directory> [<account>]` makes a cluster that
 * lets everybody in, with a server over it that runs on, and prints the URL of its superuser. For root, the account is who
 * runs the server.
 */
import { chown, mkdir } from 'node:fs/promises';
import { Client } from 'pg';
import { freePort } from '../../../src/embedded-postgres/free-port.js';
import { binaryPath } from '../../../src/embedded-postgres/platform-binaries.js';
import { runBinary } from '../../../src/embedded-postgres/run-binary.js';
import { findAccount } from '../../../src/embedded-postgres/server-account.js';
import { openServerPlace } from '../../../src/embedded-postgres/server-place.js';

const [wish = '', accountName] = process.argv.slice(2);
const place = await openServerPlace(wish);
const { directory, installation } = place;
const account = accountName ? await findAccount(accountName) : place.account;

async function run(program: 'initdb' | 'pg_ctl', ...args: string[]) {
  const env = { PGDATA: directory };
  const { ok, output } = await runBinary(binaryPath(installation.root, program), args, {
    account,
    cwd: directory,
    env,
  });
  if (!ok) throw new Error(output);
}

await mkdir(directory, { mode: 0o700 });
if (account) await chown(directory, account.uid, account.gid);
await run('initdb', '-U', 'learning_engine', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync');
const port = await freePort();
const options = `-c fsync=off -c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=`;
await run('pg_ctl', 'start', '-w', '-l', 'server.log', '-o', options);

const urlOf = (database: string) => `postgres://learning_engine@127.0.0.1:${port}/${database}`;
async function execute(database: string, ...statements: string[]) {
  const client = new Client({ connectionString: urlOf(database) });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
await execute('postgres', 'CREATE DATABASE learning_engine', "CREATE ROLE planted LOGIN SUPERUSER PASSWORD 'planted'");
await execute(
  'learning_engine',
  'CREATE TABLE kept (id bigint GENERATED ALWAYS AS IDENTITY, n int)',
  'INSERT INTO kept (n) VALUES (1)',
  "CREATE FUNCTION kept() RETURNS int LANGUAGE sql AS 'SELECT 1'",
);
process.stdout.write(`${urlOf('learning_engine')}\n`);
