import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { isRunning, query, serverPid, until } from '../support/database/embedded-child.js';

describe('the server of a test run', () => {
  let testRun: ChildProcess;

  afterEach(() => testRun.kill('SIGKILL'));

  it.each(['SIGKILL', 'SIGINT'] as const)('leaves nothing behind when the run ends by %s', async (signal) => {
    const script = `
      import { startTestServer } from './test/support/database/test-server.mjs';
      console.log(await startTestServer());
      setInterval(() => undefined, 60_000);`;
    testRun = spawn(process.execPath, ['--input-type=module', '--eval', script], { detached: true });
    const [url] = (await once(createInterface({ input: testRun.stdout! }), 'line')) as [string];
    const [row] = await query(url, 'SHOW data_directory');
    const directory = row!.data_directory as string;
    const pid = await serverPid(directory);
    expect(await isRunning(pid!)).toBe(true);

    process.kill(-testRun.pid!, signal); // the whole process group, as the terminal does
    await until(async () => !(await isRunning(pid!)));
    await until(() =>
      access(dirname(directory)).then(
        () => false,
        () => true,
      ),
    );
  });
});
