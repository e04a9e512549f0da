import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { script } from '../processes/spawned.js';

/** A PostgreSQL server that the tests of one file can restart. */
export function useRestartableServer() {
  let child: ChildProcess;
  let lines: AsyncIterator<string>;
  let url: string;
  const nextLine = async () => String((await lines.next()).value);

  beforeAll(async () => {
    child = spawn(process.execPath, script('test/support/database/restartable-server.cli.ts'), {
      detached: true,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    url = await nextLine();
  });
  afterAll(async () => {
    const exit = once(child, 'exit');
    child.stdin!.end();
    await exit;
  });

  return {
    url: () => url,
    /** `fast` ends the sessions; `immediate` is a crash, after which the server recovers. */
    restart: async (mode: 'fast' | 'immediate') => {
      child.stdin!.write(`${mode}\n`);
      expect(await nextLine()).toBe('restarted');
    },
  };
}
