import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

const running = new Set<Spawned>();
// What a failed test leaves running would keep Jest from ending. Benchmarks end theirs themselves.
if ('afterAll' in globalThis) afterAll(() => running.forEach((one) => one.signalGroup('SIGKILL')));

/** A command in a process group of its own, as a terminal would run it. */
export class Spawned {
  stdout = '';
  stderr = '';
  private readonly ended: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    running.add(this);
    this.ended = once(child, 'close').then(() => running.delete(this));
  }

  static run(command: string, args: string[], env: NodeJS.ProcessEnv, cwd?: string): Spawned {
    return new Spawned(spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env, cwd }));
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Resolves with the match when the stream has it; rejects when the command ends without it. */
  async saying(pattern: RegExp, stream: 'stdout' | 'stderr' = 'stdout'): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this[stream]);
      if (match) return match;
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`ended (${this.child.exitCode}) without saying ${pattern}:\n${this.stdout}\n${this.stderr}`);
      }
      await Promise.race([once(this.child[stream]!, 'data'), this.ended]);
    }
  }

  /** What Ctrl-C does with SIGINT: the signal reaches the whole process group. */
  signalGroup(signal: NodeJS.Signals): void {
    if (this.child.exitCode === null && this.child.signalCode === null) process.kill(-this.pid, signal);
  }

  /** What a process manager does: the signal reaches the process that it started. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** The exit code, when the command and all who share its output have ended. */
  async end(): Promise<number | null> {
    await this.ended;
    return this.child.exitCode;
  }
}

/** Where the sources lie as JavaScript, translated by build-service.mjs. */
export const BUILT = 'node_modules/.cache/service';

/** Arguments of Node that run a file of `src` or `test`, named as the source is. */
export const script = (source: string): string[] => [
  '--enable-source-maps',
  `${BUILT}/${source.replace(/\.ts$/, '.js')}`,
];

/** Arguments of Node that start the service. */
export const SERVICE = script('src/main.ts');

/** The environment of a newcomer's shell: nothing of this project is set but what is given, and no `.env` is read. */
export const cleanEnv = (given: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  NODE_ENV: 'test',
  ...given,
});
