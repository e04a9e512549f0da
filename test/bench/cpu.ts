import { readFileSync } from 'node:fs';

/** Of the kernel's clock, in which it counts what processes use. */
const TICKS_PER_SECOND = 100;

/**
 * How often something was done for each second of CPU that a process used meanwhile, its threads included.
 *
 * @param pid of a process of this machine, on Linux
 * @param work answers how often it was done
 */
export async function perCpuSecond(pid: number, work: () => Promise<number>): Promise<number> {
  const before = cpuSecondsOf(pid);
  const count = await work();
  return count / (cpuSecondsOf(pid) - before);
}

/** CPU that a process has used, its threads included, on Linux. */
export function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name of the program, in brackets, may have spaces in it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Memory of the machine that a process of it takes, on Linux. */
export function residentMiB(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
}
