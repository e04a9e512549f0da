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

/** What is asked of a process that runs commands. */
export interface CommandCall {
  args: readonly string[];
  /** The database of a command of `learning-engine`; without it, the command is one of the service. */
  url?: string;
}

/** Runs commands of `learning-engine` in one process, on a database or another URL: quicker than a process for each. */
export function useCommands(database: { url: string }): (args: readonly string[], url?: string) => Promise<Ended> {
  const ask = useCommandProcess(() => cleanEnv({ NODE_ENV: undefined }));
  return (args, url = database.url) => ask({ args, url });
}

/** Runs commands of the service in one process with this environment. */
export function useServiceCommands(env: () => NodeJS.ProcessEnv): (...args: string[]) => Promise<Ended> {
  const ask = useCommandProcess(() => cleanEnv(env()));
  return (...args) => ask({ args });
}

function useCommandProcess(envOf: () => NodeJS.ProcessEnv): (call: CommandCall) => Promise<Ended> {
  let opened: { child: ChildProcess; exited: Promise<never> } | undefined;
  const open = () => {
    const [flag, file] = script('test/support/processes/commands.cli.ts') as [string, string];
    const child = fork(file, { execArgv: [flag], env: envOf() });
    const exited = once(child, 'exit').then(([code]) => {
      throw new Error(`The process of the commands ended (${code as number}).`);
    });
    exited.catch(() => undefined); // as it does in the end
    return { child, exited };
  };
  // Commands that can be stopped listen to signals, and go on doing so.
  afterAll(async () => {
    opened?.child.kill('SIGKILL');
    await opened?.exited.catch(() => undefined);
  });
  return async (call) => {
    const { child, exited } = (opened ??= open());
    child.send(call);
    const [ended] = (await Promise.race([once(child, 'message'), exited])) as [Ended];
    return ended;
  };
}
