import { access, constants } from 'node:fs/promises';
import { isUuid } from '../../domain/uuid.js';
import { KEPT_MONTHS, retirePartitions, type RetiredPartition } from '../../database/partitions/retire-partitions.js';
import { CommandRejectedError, type RunCommand, UsageError } from '../command.js';

const MOST_KEPT = 1200;

export const run: RunCommand = async ({ target, options }) => {
  const keep = options.keep === undefined ? KEPT_MONTHS : Number(options.keep);
  if (!Number.isInteger(keep) || keep < 1 || keep > MOST_KEPT) {
    throw new UsageError(`--keep must be a number of months, 1 to ${MOST_KEPT}`);
  }
  const folder = (options.export as string | undefined) ?? null;
  if ((folder === null) === (options['without-export'] === undefined)) {
    throw new UsageError('Give --export <folder>, or --without-export');
  }
  const reason = String(options.reason).trim();
  if (reason === '' || reason.length > 1000) throw new UsageError('--reason must have 1 to 1000 characters');
  const actorUserId = (options.as as string | undefined) ?? null;
  if (actorUserId !== null && !isUuid(actorUserId)) throw new UsageError('--as must be a UUID');
  if (folder !== null) await rejectUnwritable(folder);

  const dataSource = (await target()).migrating();
  await dataSource.initialize();
  try {
    const retired = await retirePartitions(dataSource, { keep, folder, reason, actorUserId });
    const warning =
      keep < KEPT_MONTHS
        ? `Fewer than ${KEPT_MONTHS} months are kept: laws may ask for more. The reason is in the record.\n`
        : '';
    return { text: warning + textOf(retired), data: { keep_months: keep, retired } };
  } finally {
    await dataSource.destroy();
  }
};

async function rejectUnwritable(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new CommandRejectedError(`Nothing can be written to ${folder}: ${(error as Error).message}`);
  }
}

const textOf = (retired: readonly RetiredPartition[]): string =>
  retired.length === 0
    ? 'Nothing to retire: no whole month is old enough.\n'
    : retired
        .map(
          ({ name, runs, file, digest }) =>
            `${name}: ${runs} runs${file ? `\n  ${file}\n  sha256 ${digest}` : ', not exported'}\n`,
        )
        .join('');
