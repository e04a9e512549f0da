import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cleanEnv, script, Spawned } from './spawned.js';

/** How a command ended, and what it printed. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command of `learning-engine` in a process of its own, as an operator does. */
export async function spawnCommand(args: readonly string[], url: string, nodeArgs: string[] = []): Promise<Ended> {
  const command = [...nodeArgs, ...script('src/learning-engine/cli/bin.ts'), ...args];
  const env = cleanEnv({ NODE_ENV: undefined, DATABASE_URL: url });
  const spawned = Spawned.run(process.execPath, command, env);
  const code = await spawned.end();
  return { code, stdout: spawned.stdout, stderr: spawned.stderr };
}

/** Runs commands of `learning-engine` in one process, on a database or another URL: quicker than a process for each. */
export function useCommands(database: { url: string }): (args: readonly string[], url?: string) => Promise<Ended> {
  let opened: { child: ChildProcess; exited: Promise<never> } | undefined;
  const open = () => {
    const [flag, file] = script('test/support/processes/commands.cli.ts') as [string, string];
    const env = cleanEnv({ NODE_ENV: undefined });
    const child = fork(file, { execArgv: [flag], env });
    const exited = once(child, 'exit').then(([code]) => {
      throw new Error(`The process of the commands ended (${code as number}).`);
    });
    exited.catch(() => undefined); // as it does in the end
    return { child, exited };
  };
  afterAll(() => opened?.child.kill());
  return async (args, url = database.url) => {
    const { child, exited } = (opened ??= open());
    child.send({ args, url });
    const [ended] = (await Promise.race([once(child, 'message'), exited])) as [Ended];
    return ended;
  };
}
