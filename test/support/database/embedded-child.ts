import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { script } from '../processes/spawned.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** What a child says when it has opened the server, or could not. */
export interface Answer {
  url: string;
  ownerUrl: string;
  superuserUrl: string;
  directory: string;
  passwordFile: string;
  error?: { code: string; message: string; holderPid?: number; pid?: number };
}

/** A process that has opened the embedded server, or is about to. */
export class EmbeddedChild {
  readonly process: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  /** What it has said beside its answers. */
  complaint = '';

  constructor(directory: string, purpose: 'serve' | 'tool', root = ROOT) {
    this.process = spawn(
      process.execPath,
      [...script('test/support/database/embedded-open.cli.ts'), directory, purpose],
      // In the child's own words: without what the test run adds to its own processes.
      { cwd: root, stdio: 'pipe', env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR } },
    );
    this.process.stderr!.on('data', (text: Buffer) => (this.complaint += text.toString()));
    this.lines = createInterface({ input: this.process.stdout! })[Symbol.asyncIterator]();
  }

  get pid(): number {
    return this.process.pid!;
  }

  /** The next line it prints. */
  async answer(): Promise<Answer> {
    const line = await this.lines.next();
    if (line.done) throw new Error(`The child ended without an answer: ${this.complaint}`);
    return JSON.parse(line.value) as Answer;
  }

  /** Has it give up its share, and waits until it is gone. */
  async leave(): Promise<void> {
    const exit = once(this.process, 'exit');
    this.process.stdin!.end();
    expect(await this.answer()).toEqual({ released: true });
    await exit;
  }

  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exit = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await exit;
  }
}

/** A folder for the data of one test, with the children over it; it cleans up after a test that failed, too. */
export class EmbeddedSandbox {
  private readonly children: EmbeddedChild[] = [];
  private readonly directories = new Set<string>();

  private constructor(readonly folder: string) {}

  static async create(): Promise<EmbeddedSandbox> {
    const folder = await mkdtemp(join(tmpdir(), 'learning-engine-fault-'));
    await chmod(folder, 0o711); // as root the server runs as another account, which has to get in
    return new EmbeddedSandbox(folder);
  }

  get directory(): string {
    return join(this.folder, 'postgres');
  }

  start(purpose: 'serve' | 'tool', directory = this.directory, root?: string): EmbeddedChild {
    const child = new EmbeddedChild(directory, purpose, root);
    this.children.push(child);
    this.directories.add(directory);
    return child;
  }

  /** Starts a child and waits for its answer, which must not be an error. */
  async open(purpose: 'serve' | 'tool', directory?: string, root?: string): Promise<EmbeddedChild & Answer> {
    const child = this.start(purpose, directory, root);
    const answer = await child.answer();
    expect(answer).not.toHaveProperty('error');
    this.directories.add(answer.directory);
    return Object.assign(child, answer);
  }

  /** Starts a child that must fail, and returns its error. */
  async refusal(purpose: 'serve' | 'tool', directory?: string, root?: string): Promise<NonNullable<Answer['error']>> {
    const { error } = await this.start(purpose, directory, root).answer();
    expect(error).toBeDefined();
    return error!;
  }

  async remove(): Promise<void> {
    for (const child of this.children) await child.kill();
    for (const directory of this.directories) {
      const pid = await serverPid(directory);
      if (pid) await endServer(pid);
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The process id of the server over a directory, going by the file it keeps there. */
export async function serverPid(directory: string): Promise<number | undefined> {
  const text = await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => '');
  return Number.parseInt(text, 10) || undefined;
}

/** Runs one statement. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Looks until what is looked for is there. The bound is for a test that fails. */
export async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (const start = Date.now(); Date.now() - start < 120_000;) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('What the test waits for did not happen.');
}

/** What runs under a process id: nothing, as far as a process that waits to be collected is nothing. */
export async function isRunning(pid: number): Promise<boolean> {
  const stat = await run('ps', ['-o', 'stat=', '-p', String(pid)]);
  return stat.trim() !== '' && !stat.trim().startsWith('Z');
}

/** Runs a program of the system's, wherever PATH leads, and returns what it prints. */
export async function run(file: string, args: string[]): Promise<string> {
  const env = { PATH: `/usr/bin:/bin:${process.env.PATH}` };
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  await once(child, 'close'); // rejects when it cannot be started
  return output;
}

/** Only for a test that failed; and only what is a server. */
async function endServer(pid: number): Promise<void> {
  if (!(await run('ps', ['-o', 'comm=', '-p', String(pid)])).includes('postgres')) return;
  process.kill(pid, 'SIGCONT');
  process.kill(pid, 'SIGQUIT');
  await until(async () => !(await isRunning(pid)));
}
