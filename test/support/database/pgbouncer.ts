import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../../src/embedded-postgres/free-port.js';
import { findServerAccount } from '../../../src/embedded-postgres/server-account.js';

const program = process.env.PGBOUNCER || 'pgbouncer';

/** The version that is installed here, in `PGBOUNCER` or on the PATH; undefined where there is none. */
export const pgBouncerVersion: string | undefined = (() => {
  try {
    return /PgBouncer (\S+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[1];
  } catch {
    return undefined;
  }
})();

/** A PgBouncer in front of the server of a `postgres://` URL. */
export interface PgBouncer {
  /** The URL of the same database, by way of it: it asks for no password. */
  url: string;
  stop(): Promise<void>;
}

/** @param settings of its configuration, beside those that say where everything is */
export async function startPgBouncer(url: string, settings: Record<string, string | number>): Promise<PgBouncer> {
  const { hostname, port, username, password } = new URL(url);
  const folder = await mkdtemp(join(tmpdir(), 'learning-engine-pgbouncer-'));
  const account = await findServerAccount(); // PgBouncer does not run as root
  const listenPort = await freePort();
  const file = join(folder, 'pgbouncer.ini');
  const all = { listen_addr: '127.0.0.1', listen_port: listenPort, unix_socket_dir: '', auth_type: 'any', ...settings };
  const target = { host: hostname, port, user: username, password: decodeURIComponent(password) };
  await writeFile(file, `[databases]\n* = ${listed(target, ' ')}\n[pgbouncer]\n${listed(all, '\n')}\n`);
  await chmod(folder, 0o700);
  if (account) for (const path of [folder, file]) await chown(path, account.uid, account.gid);

  const child = spawn(program, [file], { ...account, stdio: ['ignore', 'ignore', 'pipe'] });
  const log: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    log.push(line);
    if (line.includes('process up')) break;
  }
  if (child.exitCode !== null) throw new Error(`PgBouncer did not start:\n${log.join('\n')}`);
  child.stderr.resume();
  return {
    url: Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(listenPort), search: '' }).href,
    stop: async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const listed = (entries: Record<string, string | number>, separator: string): string =>
  Object.entries(entries)
    .filter(([name, value]) => value !== '' || name === 'unix_socket_dir')
    .map(([name, value]) => `${name}=${value}`)
    .join(separator);
