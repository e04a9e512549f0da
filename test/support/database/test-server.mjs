import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..', '..', '..');

/** Set up and torn down by two files of one process, which share this one. */
let child;

/** Starts the server of this run, in a process of its own that ends when this one does. Resolves with its URL. */
export async function startTestServer() {
  child = spawn(
    process.execPath,
    [
      '--conditions=source',
      '--import',
      '@swc-node/register/esm-register',
      join('test', 'support', 'database', 'test-server.cli.ts'),
    ],
    // In a process group of its own, Ctrl-C does not reach it: the closing pipe does, and leaves it time to tidy up.
    { cwd: root, detached: true, stdio: ['pipe', 'pipe', 'inherit'], env: serverEnvironment() },
  );
  child.stdin.on('error', () => undefined); // it has ended already
  const { value: url } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  if (!url) throw new Error('The PostgreSQL server for the tests did not start. Its message is above.');
  // The tests decide when the run is over, not this child.
  child.unref();
  child.stdin.unref();
  child.stdout.unref();
  return url;
}

/** Ends the server and waits until nothing of it is left. */
export async function stopTestServer() {
  if (!child) return;
  const ending = child;
  child = undefined;
  if (ending.exitCode !== null || ending.signalCode !== null) return;
  ending.ref();
  const exit = once(ending, 'exit');
  ending.stdin.end();
  await exit;
}

/** Coverage, --inspect and the like are meant for the tests, not for the server's process. */
function serverEnvironment() {
  const env = { ...process.env };
  delete env.NODE_OPTIONS;
  delete env.NODE_V8_COVERAGE;
  return env;
}
