import { constants, getPriority, setPriority } from 'node:os';
import { type CommandCall, type CommandResult, type RunCommand, UsageError } from '../command.js';
import { type Target } from '../target.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Works on jobs until it is asked to stop; then they are handed back. */
export const run: RunCommand = ({ target, options }) => workUntilStopped(target, options);

/** @throws UsageError for a `--concurrency` that cannot be */
export async function workUntilStopped(
  target: () => Promise<Pick<Target, 'place'> & { work: (concurrency: number) => Promise<unknown> }>,
  options: CommandCall['options'],
): Promise<CommandResult> {
  const concurrency = (options.concurrency as string | undefined) ?? '1';
  if (!/^([1-9]|[1-5]\d|6[0-4])$/.test(concurrency)) {
    throw new UsageError('--concurrency must be an integer from 1 to 64');
  }
  const stopped = new Promise<string>((resolve) => {
    for (const signal of SIGNALS) process.on(signal, resolve);
  });
  // Those who serve on the same machine come first. What was started by nice stays as low: only root may raise it.
  setPriority(Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL));
  const { place, work } = await target();
  await work(Number(concurrency));
  process.stderr.write(`Working on jobs in ${place}, ${concurrency} at a time. Stop it with Ctrl-C.\n`);
  const signal = await stopped;
  process.stderr.write('Asked to stop: handing jobs back\n');
  return { text: '', data: { signal } };
}
