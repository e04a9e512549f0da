import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cleanEnv, script } from './spawned.js';

/** How a command ended, and what it printed. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs commands of `learning-engine` in one process, on a database: quicker than a process for each. */
export function useCommands(database: { url: string }): (args: readonly string[]) => Promise<Ended> {
  let opened: { child: ChildProcess; exited: Promise<never> } | undefined;
  const open = () => {
    const [flag, file] = script('test/support/processes/commands.cli.ts') as [string, string];
    const env = cleanEnv({ NODE_ENV: undefined, DATABASE_URL: database.url });
    const child = fork(file, { execArgv: [flag], env });
    const exited = once(child, 'exit').then(([code]) => {
      throw new Error(`The process of the commands ended (${code as number}).`);
    });
    exited.catch(() => undefined); // as it does in the end
    return { child, exited };
  };
  afterAll(() => opened?.child.kill());
  return async (args) => {
    const { child, exited } = (opened ??= open());
    child.send([...args]);
    const [ended] = (await Promise.race([once(child, 'message'), exited])) as [Ended];
    return ended;
  };
}
