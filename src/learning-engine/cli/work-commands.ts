import { type Command } from './command.js';

/** The commands for work that a worker does. */
export const workCommands: readonly Command[] = [
  {
    name: 'preview',
    arguments: ['<key>'],
    summary: 'Shows what a version would change for learners',
    options: {
      version: { value: '<name>', help: 'the version, such as v2', isRequired: true },
      params: { value: '<uuid>', help: 'its set; default: the active one' },
      sample: { value: '<n>', help: 'learners, 20 to 10000, default 1000; or all' },
      now: { value: '<instant>', help: 'what is due is counted from then; default now' },
      reason: { value: '<text>', help: 'why' },
      as: { value: '<uuid>', help: 'the user who asks' },
      watch: { help: 'wait for the report' },
    },
    load: () => import('./commands/preview.js'),
  },
  {
    name: 'preview show',
    arguments: ['<key>', '<id>'],
    summary: 'Prints a preview that was made',
    load: () => import('./commands/preview-show.js'),
  },
  {
    name: 'jobs kinds',
    summary: 'Lists the kinds of jobs',
    load: () => import('./commands/jobs-kinds.js'),
  },
  {
    name: 'jobs list',
    summary: 'Lists jobs, newest first',
    options: {
      kind: { value: '<kind>', help: 'of this kind' },
      status: { value: '<status>', help: 'QUEUED, RUNNING, SUCCESS, FAILED or CANCELLED' },
      limit: { value: '<n>', help: 'jobs, 1 to 200, default 50' },
      before: { value: '<position>', help: 'the next page: next_before of the page before' },
    },
    load: () => import('./commands/jobs-list.js'),
  },
  {
    name: 'jobs show',
    arguments: ['<id>'],
    summary: 'Prints a job',
    load: () => import('./commands/jobs-show.js'),
  },
  {
    name: 'jobs run',
    arguments: ['<kind>'],
    summary: 'Queues a job, for a worker to do',
    options: {
      args: { value: '<json>', help: 'its arguments, or @ and the path of a file that holds them' },
      reason: { value: '<text>', help: 'why; some kinds need it' },
      as: { value: '<uuid>', help: 'the user who queues it' },
      watch: { help: 'show its progress until it ends' },
    },
    load: () => import('./commands/jobs-run.js'),
  },
  {
    name: 'jobs watch',
    arguments: ['<id>'],
    summary: 'Shows the progress of a job until it ends',
    load: () => import('./commands/jobs-watch.js'),
  },
  {
    name: 'jobs cancel',
    arguments: ['<id>'],
    summary: 'Cancels a job',
    load: () => import('./commands/jobs-cancel.js'),
  },
  {
    name: 'worker',
    summary: 'Works on jobs until it is stopped',
    options: { concurrency: { value: '<n>', help: 'jobs at once, 1 to 64, default 1' } },
    load: () => import('./commands/worker.js'),
  },
];
