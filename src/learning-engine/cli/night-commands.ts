import { type Command, type CommandOption } from './command.js';

const page = {
  limit: { value: '<n>', help: 'of these, 1 to 200, default 50' },
  before: { value: '<position>', help: 'the next page: next_before of the page before' },
} satisfies Record<string, CommandOption>;

/** The commands that show what jobs of the night have found. */
export const nightCommands: readonly Command[] = [
  {
    name: 'fits list',
    summary: 'Lists reports of fits, newest first',
    options: { key: { value: '<key>', help: 'of this algorithm' }, ...page },
    load: () => import('./commands/fits-list.js'),
  },
  {
    name: 'fits show',
    arguments: ['<id>'],
    summary: 'Prints a report of a fit',
    load: () => import('./commands/fits-show.js'),
  },
  {
    name: 'analyses list',
    summary: 'Lists analyses of mistakes, newest first',
    options: {
      bank: { value: '<id>', help: 'of this bank' },
      group: { value: '<id>', help: 'of this group' },
      ...page,
    },
    load: () => import('./commands/analyses-list.js'),
  },
  {
    name: 'analyses show',
    arguments: ['<id>'],
    summary: 'Prints an analysis of mistakes',
    load: () => import('./commands/analyses-show.js'),
  },
];
