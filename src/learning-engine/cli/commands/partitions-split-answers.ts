import { splitAnswers } from '../../learners/partitions/split-answers.js';
import { type RunCommand, UsageError } from '../command.js';

const PARTITIONS = 16;
const MOST_PARTITIONS = 1024;

export const run: RunCommand = async ({ target, options }) => {
  const into = options.into === undefined ? PARTITIONS : Number(options.into);
  if (!Number.isInteger(into) || into < 2 || into > MOST_PARTITIONS) {
    throw new UsageError(`--into must be a number of partitions, 2 to ${MOST_PARTITIONS}`);
  }
  const dataSource = (await target()).migrating();
  await dataSource.initialize();
  try {
    const isSplit = await splitAnswers(dataSource, into);
    const text = isSplit
      ? `Answers are in ${into} partitions now.\n`
      : `Nothing to do: answers are in ${into} partitions.\n`;
    return { text, data: { partitions: into, split: isSplit } };
  } finally {
    await dataSource.destroy();
  }
};
