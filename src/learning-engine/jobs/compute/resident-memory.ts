import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const KIB = 1024;

/** Bytes of a process in memory; 0 where the system does not tell. */
export async function residentMemory(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * KIB;
  } catch {
    // Not Linux, or the process has ended.
    if (process.platform === 'linux' || process.platform === 'win32') return 0;
    return run('ps', ['-o', 'rss=', '-p', String(pid)]).then(
      ({ stdout }) => Number(stdout) * KIB,
      () => 0,
    );
  }
}
