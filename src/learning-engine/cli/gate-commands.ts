import { type Command } from './command.js';

/** The commands for what activations need. */
export const gateCommands: readonly Command[] = [
  {
    name: 'gate show',
    arguments: ['<key>'],
    summary: 'Shows what activations of a key need',
    load: () => import('./commands/gate-show.js'),
  },
  {
    name: 'gate set',
    arguments: ['<key>', '<mode>'],
    summary: 'Sets it: off, warn or required',
    options: {
      reason: { value: '<text>', help: 'why', isRequired: true },
      as: { value: '<uuid>', help: 'the user who sets it' },
      'log-loss-margin': { value: '<number>', help: 'by how much log loss may be worse, 0 to 10' },
      'most-changed': { value: '<number>', help: 'share of learners who may change, 0 to 1' },
    },
    load: () => import('./commands/gate-set.js'),
  },
];
