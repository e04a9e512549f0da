import { type Command } from './command.js';

/** The commands for how runs and answers are kept. They connect as the owner of the tables. */
export const partitionCommands: readonly Command[] = [
  {
    name: 'partitions status',
    summary: 'Shows how runs and answers are kept',
    load: () => import('./commands/partitions-status.js'),
  },
  {
    name: 'partitions make',
    summary: 'Keeps runs by months, and makes months to come',
    options: { ahead: { value: '<months>', help: 'for how many months to come, 1 to 120, default 12' } },
    load: () => import('./commands/partitions-make.js'),
  },
  {
    name: 'partitions split-answers',
    summary: 'Keeps answers in partitions, by learner',
    options: { into: { value: '<count>', help: 'how many partitions, 2 to 1024, default 16' } },
    load: () => import('./commands/partitions-split-answers.js'),
  },
  {
    name: 'partitions retire',
    summary: 'Removes whole months of runs, after an export',
    options: {
      keep: { value: '<months>', help: 'keep so many whole months, default 6' },
      export: { value: '<folder>', help: 'write the runs to this folder before' },
      'without-export': { help: 'remove runs that are written nowhere else' },
      reason: { value: '<text>', help: 'why, for the record', isRequired: true },
      as: { value: '<uuid>', help: 'the user who does it, for the record' },
    },
    load: () => import('./commands/partitions-retire.js'),
  },
];
