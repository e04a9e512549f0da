import { spawn } from 'node:child_process';

/** How a program ended. `output` is the end of what it said on both streams, or why it could not be started. */
export interface BinaryRun {
  ok: boolean;
  output: string;
}

export interface BinaryRunOptions {
  /** Run as this account instead of our own. */
  account?: { uid: number; gid: number };
  cwd?: string;
  env?: Record<string, string>;
  /** What the program reads. It is on no command line, where everybody could see it. */
  input?: string;
}

const OUTPUT_LIMIT = 8_000;
const DRAIN_MS = 500;
const INHERITED = ['HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'SystemDrive', 'ComSpec', 'PATHEXT', 'USERNAME'];

/**
 * Runs a program to its end, out of reach of the terminal's Ctrl-C: the caller stops in an order of its own. Never
 * rejects: a program that cannot be started is one that did not end well.
 */
export function runBinary(file: string, args: readonly string[], options: BinaryRunOptions = {}): Promise<BinaryRun> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(file, args, {
      cwd: options.cwd ?? '/',
      env: { ...cleanEnvironment(), ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A session of its own; on Windows, a console of its own.
      detached: process.platform !== 'win32',
      windowsHide: true,
      ...(options.account && { uid: options.account.uid, gid: options.account.gid }),
    });
    child.stdin.on('error', () => undefined).end(options.input); // a program that does not read it ends as it will
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-OUTPUT_LIMIT)));
    }
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code, signal) => resolve({ ok: code === 0, output: signal ? `${output}${signal}` : output }));
    // On Windows the server inherits the pipes of pg_ctl and keeps them open: `close` would wait for the server's end.
    child.once('exit', () =>
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, DRAIN_MS).unref(),
    );
  });
}

/**
 * The server outlives us and shows its environment to others, so it gets none of the app's secrets. Variables
 * such as PGPORT, LD_LIBRARY_PATH (it wins over the libraries beside the binaries), LANG and TZ would change what it does;
 * with LC_ALL=C its messages are the English ones that are recognised here.
 */
function cleanEnvironment(): Record<string, string> {
  const kept = INHERITED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...(Object.fromEntries(kept) as Record<string, string>), PATH: systemPath(), LC_ALL: 'C' };
}

function systemPath(): string {
  const own = process.env.PATH ?? '';
  return process.platform === 'win32' ? own : `/usr/bin:/bin:/usr/sbin:/sbin:${own}`;
}
