import { makePartitions } from '../../database/partitions/make-partitions.js';
import { MONTHS_AHEAD } from '../../database/partitions/months-ahead.js';
import { type RunCommand, UsageError } from '../command.js';

const MOST_AHEAD = 120;

export const run: RunCommand = async ({ target, options }) => {
  const ahead = options.ahead === undefined ? MONTHS_AHEAD : Number(options.ahead);
  if (!Number.isInteger(ahead) || ahead < 1 || ahead > MOST_AHEAD) {
    throw new UsageError(`--ahead must be a number of months, 1 to ${MOST_AHEAD}`);
  }
  const dataSource = (await target()).migrating();
  await dataSource.initialize();
  try {
    const { closed, made } = await makePartitions(dataSource, ahead);
    const names = [...(closed ? [closed] : []), ...made];
    const text =
      names.length > 0
        ? `${names.map((name) => `${name}\n`).join('')}Partitions made: ${names.length}.\n`
        : 'Nothing to make: the months to come have their partitions.\n';
    return { text, data: { closed, made } };
  } finally {
    await dataSource.destroy();
  }
};
