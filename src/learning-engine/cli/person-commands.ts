import { type Command } from './command.js';

/** The commands for what is kept of persons. */
export const personCommands: readonly Command[] = [
  {
    name: 'export',
    summary: 'Prints all that is kept of a learner',
    options: { learner: { value: '<uuid>', help: 'the learner', isRequired: true } },
    load: () => import('./commands/export.js'),
  },
  {
    name: 'time-zone set',
    summary: 'Says in which time zone a learner lives',
    options: {
      learner: { value: '<uuid>', help: 'the learner', isRequired: true },
      zone: { value: '<zone>', help: 'such as Europe/Berlin, or none', isRequired: true },
    },
    load: () => import('./commands/time-zone-set.js'),
  },
  {
    name: 'erasures export',
    summary: 'Prints who was erased, or adds them to a file',
    options: { file: { value: '<file>', help: 'whose list it adds to, or begins' } },
    load: () => import('./commands/erasures-export.js'),
  },
  {
    name: 'erasures apply',
    summary: 'Erases again whom a backup brought back',
    options: { file: { value: '<file>', help: 'the list of erasures export', isRequired: true } },
    load: () => import('./commands/erasures-apply.js'),
  },
];
