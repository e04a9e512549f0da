import { readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { runBinary } from './run-binary.js';

/** What runs under a process id. A process that has ended and waits to be collected counts as gone. */
export type ProcessState = { is: 'gone' } | { is: 'other' } | { is: 'postgres'; cwd?: string };

/** Looks at a process, which may be any: process ids are used again. Never sends it a signal that could matter. */
export async function processState(pid: number): Promise<ProcessState> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: the process of another account. A server over our data directory would be ours.
    return { is: (error as NodeJS.ErrnoException).code === 'EPERM' ? 'other' : 'gone' };
  }
  if (process.platform === 'linux') return linuxState(pid);
  if (process.platform === 'win32') return windowsState(pid);
  return unixState(pid);
}

async function linuxState(pid: number): Promise<ProcessState> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const [, name, state] = /^\d+ \((.*)\) (\S)/s.exec(stat ?? '') ?? [];
  if (name === undefined || state === 'Z' || state === 'X') return { is: 'gone' };
  if (name !== 'postgres') return { is: 'other' };
  // A server works in its data directory. Containers may keep even root from seeing where.
  return { is: 'postgres', cwd: await readlink(`/proc/${pid}/cwd`).catch(() => undefined) };
}

async function unixState(pid: number): Promise<ProcessState> {
  const { ok, output } = await runBinary('ps', ['-o', 'stat=', '-o', 'comm=', '-p', String(pid)]);
  const [, state, name] = /^(\S+)\s+(.*)$/.exec(output.trim()) ?? [];
  if (!ok || name === undefined || state?.startsWith('Z')) return { is: 'gone' };
  return { is: /^postgres\b/.test(basename(name)) ? 'postgres' : 'other' };
}

async function windowsState(pid: number): Promise<ProcessState> {
  const { output } = await runBinary('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']);
  return { is: output.toLowerCase().includes('"postgres.exe"') ? 'postgres' : 'other' };
}
