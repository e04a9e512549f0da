import { open, rename, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { InvalidSettingError, ServerStartError, ServerStopError } from './embedded-postgres.errors.js';
import { freePort } from './free-port.js';
import { binaryPath } from './platform-binaries.js';
import { processState } from './process-state.js';
import { protectCluster } from './protect-cluster.js';
import { type BinaryRun, runBinary } from './run-binary.js';
import { logFileOf, type ServerPlace } from './server-place.js';

const START_SECONDS = '60';
const STOP_MS = 60_000;
const LOOK_AGAIN_MS = 20;
const LOG_LIMIT = 5_000_000;
const SHOWN_LINES = 15;

/**
 * Starts the server, on a free port if none is given, out of reach of the terminal's Ctrl-C: the app ends first, and the server when the app says so.
 *
 * @returns nothing when it runs, or why it does not when trying again makes sense
 * @throws {ServerStartError} with the end of its log
 */
export async function startServer(
  place: ServerPlace,
  settings: Record<string, string>,
  port?: number,
): Promise<ServerStartError | undefined> {
  const options = serverOptions({
    ...settings,
    listen_addresses: '127.0.0.1',
    port: String(port ?? (await freePort())),
    unix_socket_directories: '',
    hba_file: 'pg_hba.conf', // in the working directory, whatever ALTER SYSTEM has set
    timezone: 'UTC',
    log_timezone: 'UTC',
  });
  const logFile = logFileOf(place);
  const refusal = await protectCluster(place, settings.fsync !== 'off');
  if (refusal !== undefined)
    return passing(new ServerStartError(place.directory, lastLines(refusal), logFile), refusal);
  const logStart = await prepareLog(logFile);
  const run = await pgCtl(place, ['start', '-w', '-t', START_SECONDS, '-l', 'server.log', '-o', options]);
  if (run.ok) return undefined;
  const log = await readFrom(logFile, logStart);
  return passing(new ServerStartError(place.directory, lastLines(`${run.output}\n${log}`), logFile), log);
}

/** @throws the failure, when trying again makes no sense */
function passing(failure: ServerStartError, log: string): ServerStartError {
  if (isPassing(log)) return failure;
  throw failure;
}

/**
 * Stops a server, rolling back open transactions. By its process id, because its directory may have been moved meanwhile.
 * Only for callers that know it to be ours. When this resolves, its process has ended.
 *
 * @throws {ServerStopError} with the end of its log
 */
export async function stopServer(place: ServerPlace, pid: number): Promise<void> {
  const logFile = logFileOf(place);
  const logStart = await sizeOf(logFile);
  const run = await runBinary(binaryPath(place.installation.root, 'pg_ctl'), ['kill', 'INT', String(pid)], {
    account: place.account,
  });
  if (run.ok ? await hasEnded(pid) : /No such process/.test(run.output)) return;
  throw new ServerStopError(place.directory, lastLines(`${run.output}\n${await readFrom(logFile, logStart)}`), logFile);
}

/** Waits for the end of a server that was asked to stop. */
async function hasEnded(pid: number): Promise<boolean> {
  for (const start = Date.now(); Date.now() - start < STOP_MS; await sleep(LOOK_AGAIN_MS)) {
    if ((await processState(pid)).is !== 'postgres') return true;
  }
  return false;
}

/**
 * Whether a start failed for what passes by itself: a port taken at the last moment, a killed server whose last process
 * is just ending, another process that starts the server, or that joined this one and left as the last before pg_ctl
 * had seen it ready.
 */
export function isPassing(log: string): boolean {
  return /could not (bind|create any TCP)|memory block .* still in use|lock file "postmaster\.pid"|fast shutdown request/.test(
    log,
  );
}

/** `-c name=value …`. It goes through a shell, so only characters that mean nothing to one are let through. */
export function serverOptions(settings: Record<string, string>): string {
  return Object.entries(settings)
    .map(([name, value]) => {
      if (!/^[a-z_][a-z0-9_.]*$/i.test(name) || !/^[\w.,:/+-]*$/.test(value)) {
        throw new InvalidSettingError(`${name}=${value}`);
      }
      return `-c ${name}=${value}`;
    })
    .join(' ');
}

/** Data directory and log are not named on the command line: pg_ctl would paste them into a shell's. */
function pgCtl({ installation, account, directory }: ServerPlace, args: string[]): Promise<BinaryRun> {
  return runBinary(binaryPath(installation.root, 'pg_ctl'), args, {
    account,
    cwd: directory,
    env: { PGDATA: directory },
  });
}

/** Nothing else rotates the log, and the server must not be running for it. */
async function prepareLog(logFile: string): Promise<number> {
  const size = await sizeOf(logFile);
  if (size <= LOG_LIMIT) return size;
  await rename(logFile, `${logFile}.old`).catch(() => undefined);
  return sizeOf(logFile);
}

function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

async function readFrom(file: string, position: number): Promise<string> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return '';
  try {
    const { buffer, bytesRead } = await handle.read({ position, buffer: Buffer.alloc(64_000) });
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

function lastLines(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-SHOWN_LINES).join('\n');
}
