import { type Ask, readRunPartitions, type RunPartition } from '../../database/partitions/run-partitions.js';
import { type AnswerPartitions, readAnswerPartitions } from '../../learners/partitions/answer-partitions.js';
import { CommandRejectedError, type RunCommand } from '../command.js';
import { table } from '../table.js';

const day = (instant: Date | null): string | null => instant && instant.toISOString().slice(0, 10);

export const run: RunCommand = async ({ target }) => {
  const dataSource = (await target()).migrating();
  await dataSource.initialize();
  try {
    const ask: Ask = (text, values) => dataSource.query(text, values);
    const [found, answers] = [await readRunPartitions(ask), await readAnswerPartitions(ask)];
    if (!found || !answers)
      throw new CommandRejectedError('The database has no table of runs or none of answers: run the migrations.');
    const { months, unfinished } = found;
    const data = {
      partitioned: months !== undefined,
      unfinished: unfinished !== null,
      partitions: (months ?? []).map(shown),
      answers: { partitions: answers.count, rows: answers.rows, bytes: answers.bytes },
    };
    return { text: textOf(months, unfinished !== null) + textOfAnswers(answers), data };
  } finally {
    await dataSource.destroy();
  }
};

const shown = ({ name, from, to, rows, bytes }: RunPartition) => ({ name, from, to, rows, bytes });

const mebibytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

const textOfAnswers = ({ count, rows, bytes }: AnswerPartitions): string =>
  `Answers are in ${count === null ? 'one table' : `${count} partitions`}: about ${rows}, ${mebibytes(bytes)} MiB.\n`;

function textOf(months: RunPartition[] | undefined, isUnfinished: boolean): string {
  const warning = isUnfinished ? 'The command "partitions make" was broken off: call it again.\n' : '';
  if (!months) return `${warning}Runs are in one table. The command "partitions make" keeps them by months.\n`;
  const rows = months.map(({ name, from, to, rows: count, bytes }) => [
    ...[name, day(from), day(to), String(count), mebibytes(bytes)],
  ]);
  return `${warning}${table(['partition', 'from', 'before', 'runs (about)', 'MiB'], rows)}`;
}
