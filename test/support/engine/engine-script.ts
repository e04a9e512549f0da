import { cleanEnv, script, Spawned } from '../processes/spawned.js';

/** Starts `test/support/engine/<name>.cli.ts` as a process, which a test can kill. It takes a second to get going. */
export const startScript = (name: string, ...args: string[]): Spawned => startScriptWith({}, name, ...args);

/** The same, with variables of its environment. */
export const startScriptWith = (env: NodeJS.ProcessEnv, name: string, ...args: string[]): Spawned =>
  Spawned.run(process.execPath, [...script(`test/support/engine/${name}.cli.ts`), ...args], cleanEnv(env));

/** What a script has said so far: one JSON value in each complete line. A line that a kill cut short is left out. */
export const linesOf = <T>({ stdout }: Spawned): T[] =>
  stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as T);
