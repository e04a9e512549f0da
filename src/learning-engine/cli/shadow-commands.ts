import { type Command } from './command.js';

const WHY = {
  reason: { value: '<text>', help: 'why', isRequired: true },
  as: { value: '<uuid>', help: 'the user who does it' },
} as const;

/** The commands for versions that compute beside the active one. */
export const shadowCommands: readonly Command[] = [
  {
    name: 'shadow start',
    arguments: ['<key>'],
    summary: 'Computes a version beside the active one',
    options: {
      version: { value: '<name>', help: 'the challenger, such as v2', isRequired: true },
      params: { value: '<uuid>', help: 'its set; default: the active one' },
      percent: { value: '<number>', help: 'of the live runs, up to 100', isRequired: true },
      budget: { value: '<n>', help: 'how many runs it may have, 1 to 100000', isRequired: true },
      until: { value: '<instant>', help: 'when it ends; default in 7 days' },
      ...WHY,
    },
    load: () => import('./commands/shadow-start.js'),
  },
  {
    name: 'shadow list',
    arguments: ['<key>'],
    summary: 'Lists the shadows of a key, newest first',
    options: {
      limit: { value: '<n>', help: 'shadows, 1 to 200, default 50' },
      before: { value: '<position>', help: 'the next page: next_before of the page before' },
    },
    load: () => import('./commands/shadow-list.js'),
  },
  {
    name: 'shadow show',
    arguments: ['<key>', '<id>'],
    summary: 'Compares a shadow with the live runs',
    load: () => import('./commands/shadow-show.js'),
  },
  {
    name: 'shadow end',
    arguments: ['<key>', '<id>'],
    summary: 'Ends a shadow',
    options: WHY,
    load: () => import('./commands/shadow-end.js'),
  },
];
