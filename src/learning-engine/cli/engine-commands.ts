import { type Command, type CommandOption } from './command.js';
import { gateCommands } from './gate-commands.js';
import { nightCommands } from './night-commands.js';
import { partitionCommands } from './partition-commands.js';
import { shadowCommands } from './shadow-commands.js';
import { personCommands } from './person-commands.js';
import { webhookCommands } from './webhook-commands.js';
import { workCommands } from './work-commands.js';

/** What a change of an active version is written with, in the activation log. */
const change = {
  reason: { value: '<text>', help: 'why, for the activation log', isRequired: true },
  as: { value: '<uuid>', help: 'the user who changes it, for the activation log' },
  'break-pins': { help: 'let sessions go over to it, from their next call on' },
} satisfies Record<string, CommandOption>;

/** What it rests on. */
const gated = {
  preview: { value: '<digest>', help: 'of the preview that it rests on' },
  evaluation: { value: '<digest>', help: 'of the evaluation that it rests on' },
  override: { help: 'open the gate all the same' },
} satisfies Record<string, CommandOption>;

const expect: CommandOption = { value: '<id>', help: 'reject unless this is the last activation of the key' };

/** The commands that every host of the engine has. */
export const engineCommands: readonly Command[] = [
  {
    name: 'migrate',
    summary: 'Runs pending migrations',
    load: () => import('./commands/migrate.js'),
  },
  {
    name: 'status',
    summary: 'Shows schema, active versions and findings',
    isPatient: true,
    load: () => import('./commands/status.js'),
  },
  {
    name: 'doctor',
    summary: 'Compares the database with the code',
    isPatient: true,
    load: () => import('./commands/doctor.js'),
  },
  {
    name: 'restored',
    summary: 'Lets the event feed go on after a restore',
    load: () => import('./commands/restored.js'),
  },
  {
    name: 'algorithms',
    arguments: ['[<key>]'],
    summary: 'Lists versions and their active sets',
    load: () => import('./commands/algorithms.js'),
  },
  {
    name: 'activations',
    arguments: ['[<key>]'],
    summary: 'Lists the activation log, newest first',
    options: { limit: { value: '<n>', help: 'entries, 1 to 200, default 50' } },
    load: () => import('./commands/activations.js'),
  },
  {
    name: 'activate',
    arguments: ['<key>', '<version>'],
    summary: 'Makes a version active',
    options: {
      ...change,
      params: { value: '<uuid>', help: 'its set; default: the active one, or that of defaults' },
      expect,
      ...gated,
      warm: { help: 'by a job that makes the states of all learners first' },
      watch: { help: 'with --warm: wait until it has ended' },
    },
    load: () => import('./commands/activate.js'),
  },
  {
    name: 'rollback',
    arguments: ['<key>'],
    summary: 'Undoes the last change of a key',
    options: { ...change, expect },
    load: () => import('./commands/rollback.js'),
  },
  {
    name: 'restore',
    arguments: ['<key>'],
    summary: 'Goes back to an earlier activation',
    options: {
      ...change,
      activation: { value: '<id>', help: 'that activation, or' },
      'as-of': { value: '<instant>', help: 'the last one by then, such as 2026-01-21T12:00:00Z' },
      expect,
    },
    load: () => import('./commands/restore.js'),
  },
  {
    name: 'retire',
    arguments: ['<key>'],
    summary: 'Leaves a key without an active version',
    options: { ...change, expect },
    load: () => import('./commands/retire.js'),
  },
  ...gateCommands,
  ...shadowCommands,
  {
    name: 'params list',
    arguments: ['<key>', '<version>'],
    summary: 'Lists parameter sets, newest first',
    load: () => import('./commands/params-list.js'),
  },
  {
    name: 'params show',
    arguments: ['<id>'],
    summary: 'Prints a parameter set',
    load: () => import('./commands/params-show.js'),
  },
  {
    name: 'params create',
    arguments: ['<key>', '<version>'],
    summary: 'Stores a parameter set, inactive',
    options: {
      params: { value: '<json>', help: 'the set, or @ and the path of a file that holds it', isRequired: true },
      as: { value: '<uuid>', help: 'the user who creates it' },
    },
    load: () => import('./commands/params-create.js'),
  },
  {
    name: 'params activate',
    arguments: ['<id>'],
    summary: 'Makes a set the active one of its version',
    options: { ...change, ...gated },
    load: () => import('./commands/params-activate.js'),
  },
  {
    name: 'runs list',
    summary: 'Lists run records, newest first',
    options: {
      key: { value: '<key>', help: 'of this algorithm' },
      status: { value: '<status>', help: 'RUNNING, SUCCESS or FAILED' },
      trigger: { value: '<trigger>', help: 'submit, nightly, cron or api' },
      purpose: { value: '<purpose>', help: 'live, shadow or verify, default live' },
      user: { value: '<uuid>', help: 'of this user' },
      session: { value: '<uuid>', help: 'of this session' },
      from: { value: '<instant>', help: 'started then or later' },
      to: { value: '<instant>', help: 'started before' },
      limit: { value: '<n>', help: 'records, 1 to 200, default 50' },
      before: { value: '<position>', help: 'the next page: next_before of the page before' },
    },
    load: () => import('./commands/runs-list.js'),
  },
  {
    name: 'runs show',
    arguments: ['<id>'],
    summary: 'Prints a run record',
    load: () => import('./commands/runs-show.js'),
  },
  {
    name: 'evaluate',
    arguments: ['<key>'],
    summary: 'Shows which version predicts answers best',
    options: {
      version: { value: '<name>', help: 'of stored answers: the version to compare with the active one' },
      params: { value: '<uuid>', help: 'its set, default the active one; with --answers: JSON, or @ and a file' },
      sample: { value: '<n>', help: 'learners, 20 to 10000, default 1000; or all' },
      reason: { value: '<text>', help: 'why' },
      as: { value: '<uuid>', help: 'the user who asks' },
      watch: { help: 'wait for the report' },
      answers: { value: '<file>', help: 'of a file, CSV or tab separated, also .gz' },
      versions: { value: '<names>', help: 'such as v2,v1; the first is what others are compared with' },
      learners: { value: '<file>', help: 'only these learners, one on each line' },
      groups: { value: '<file>', help: 'with --answers: figures by group, from columns learner_id and group' },
      calibration: { value: '<file>', help: 'difficulties from these other learners, not from earlier answers' },
      from: { value: '<instant>', help: 'judge answers from then on; earlier ones are folded' },
      map: { value: '<pairs>', help: 'columns by field, such as learner=pupil,item=question' },
      'at-unit': { value: '<unit>', help: 'of times that are numbers: seconds or milliseconds' },
      learner: { value: '<id>', help: 'whose answers they are, without a column of learners' },
      svg: { value: '<file>', help: 'write a reliability diagram' },
    },
    load: () => import('./commands/evaluate.js'),
  },
  {
    name: 'evaluate show',
    arguments: ['<key>', '<id>'],
    summary: 'Prints an evaluation of stored answers',
    load: () => import('./commands/evaluate-show.js'),
  },
  {
    name: 'scores',
    arguments: ['<key>'],
    summary: 'Shows how well answers are predicted',
    options: {
      from: { value: '<instant>', help: 'recorded then or later, default a day before --to' },
      to: { value: '<instant>', help: 'recorded before, default now' },
    },
    load: () => import('./commands/scores.js'),
  },
  ...partitionCommands,
  ...personCommands,
  ...nightCommands,
  ...webhookCommands,
  ...workCommands,
];
