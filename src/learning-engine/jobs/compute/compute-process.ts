import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { JobFailedError, JobOutOfMemoryError, JobTimedOutError } from '../../errors/job.errors.js';
import { type JsonValue } from '../../json/json.js';
import { answer } from './answer.js';
import { type ComputeAnswer, type ComputeQuestion } from './messages.js';
import { residentMemory } from './resident-memory.js';

const BUILT = fileURLToPath(new URL('./compute-child.js', import.meta.url));
const WATCH_MS = 200;
const MIB = 1024 * 1024;
/** What Node itself and its code take, beside the data. */
const HEAP_SHARE = 0.75;

/** A module of the engine is named as it is built. */
const sourceOf = (module: string): string =>
  existsSync(fileURLToPath(module)) ? module : module.replace(/\.js$/, '.ts');

/** What was asked of the parent alone. */
const OF_PARENT = /^--(inspect|env-file|watch|max-old-space-size|cpu-prof|heap-prof)/;

interface Runs {
  script: string;
  execArgv: string[];
}

/** What runs in the process, and with which arguments of Node: from sources with the loader of the parent. None where it has no loader. */
function runsIn(): Runs | undefined {
  if (existsSync(BUILT)) return { script: BUILT, execArgv: [] };
  const execArgv = process.execArgv.filter((arg) => !OF_PARENT.test(arg));
  const hasLoader = execArgv.some((arg) => /^--(import|loader|experimental-loader)(=|$)/.test(arg));
  return hasLoader ? { script: BUILT.replace(/\.js$/, '.ts'), execArgv } : undefined;
}

export interface ComputeLimits {
  /** Default 600,000. */
  timeLimitMs?: number;
  /** Default 512. */
  memoryLimitMiB?: number;
  /** Ends the process. */
  signal: AbortSignal;
}

/**
 * A process for the computations of one job, at the lowest priority: it cannot hold up the process that serves, nor take it along. It is
 * started at the first computation, and answers one at a time.
 */
export class ComputeProcess {
  private readonly timeLimitMs: number;
  private readonly memoryLimitMiB: number;
  private readonly signal: AbortSignal;
  private readonly runs = runsIn();
  private child?: ChildProcess;

  constructor({ timeLimitMs = 600_000, memoryLimitMiB = 512, signal }: ComputeLimits) {
    this.timeLimitMs = timeLimitMs;
    this.memoryLimitMiB = memoryLimitMiB;
    this.signal = signal;
  }

  /**
   * @throws JobTimedOutError, JobOutOfMemoryError, JobFailedError
   * @throws the reason of the signal when it is aborted
   */
  async compute<Found extends JsonValue>(
    module: string,
    input: JsonValue,
    { timeLimitMs = this.timeLimitMs }: { timeLimitMs?: number } = {},
  ): Promise<Found> {
    this.signal.throwIfAborted();
    // No process can load the engine's sources without a loader: then it is computed here.
    const question = { module: sourceOf(module), input };
    const given = await (this.runs ? this.ask(question, timeLimitMs, this.runs) : answer(question));
    if ('failure' in given) throw new JobFailedError(`The computation threw ${given.failure}.`);
    return given.output as Found;
  }

  end(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  private async ask(question: ComputeQuestion, timeLimitMs: number, runs: Runs): Promise<ComputeAnswer> {
    const child = (this.child ??= this.start(runs));
    const ending: (() => void)[] = [];
    try {
      return await new Promise<ComputeAnswer>((resolve, reject) => {
        const onMessage = (given: ComputeAnswer) => resolve(given);
        const onError = ({ message }: Error) => reject(new JobFailedError(`The process could not be used: ${message}`));
        const onExit = (code: number | null, signal: string | null) => reject(this.endOf(code, signal));
        child.on('message', onMessage).on('error', onError).on('exit', onExit);
        ending.push(() => child.off('message', onMessage).off('error', onError).off('exit', onExit));
        const timer = setTimeout(() => reject(new JobTimedOutError(timeLimitMs)), timeLimitMs);
        const watch = setInterval(() => void this.watch(child, reject), WATCH_MS);
        const abort = () => reject(this.signal.reason as Error);
        this.signal.addEventListener('abort', abort, { once: true });
        ending.push(
          () => clearTimeout(timer),
          () => clearInterval(watch),
        );
        ending.push(() => this.signal.removeEventListener('abort', abort));
        child.send(question);
      });
    } catch (error) {
      this.end();
      throw error;
    } finally {
      for (const end of ending) end();
    }
  }

  private start({ script, execArgv }: Runs): ChildProcess {
    const heapMiB = Math.max(16, Math.floor(this.memoryLimitMiB * HEAP_SHARE));
    const child = fork(script, [String(process.pid)], {
      execArgv: [...execArgv, `--max-old-space-size=${heapMiB}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    try {
      if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    } catch {
      // It has ended already, which `exit` tells.
    }
    return child;
  }

  private async watch(child: ChildProcess, reject: (error: Error) => void): Promise<void> {
    const bytes = child.pid ? await residentMemory(child.pid) : 0;
    if (bytes > this.memoryLimitMiB * MIB) reject(new JobOutOfMemoryError(this.memoryLimitMiB));
  }

  /** V8 ends a process whose heap is full by SIGABRT, or by its own code for a fatal error. */
  private endOf(code: number | null, signal: string | null): Error {
    if (signal === 'SIGABRT' || code === 134) return new JobOutOfMemoryError(this.memoryLimitMiB);
    return new Error(`The process of the computation ended (${signal ?? code}).`);
  }
}
