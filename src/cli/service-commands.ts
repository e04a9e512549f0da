import { type Command } from 'learning-engine/cli';

/** What this service adds to the commands of the engine. */
export const serviceCommands: readonly Command[] = [
  {
    name: 'serve',
    summary: 'Runs the service, as npm start does',
    load: () => import('./serve.command.js'),
  },
  {
    name: 'token',
    summary: 'Prints a token for development',
    options: {
      role: { value: '<role>', help: 'user (default), reader, service or admin' },
      groups: { value: '<ids>', help: 'whose learners a reader reads, such as 7a,7b; default none' },
      sub: { value: '<uuid>', help: 'the user; default: one and the same' },
      tenant: { value: '<name>', help: 'the school, where the service has several' },
      ttl: { value: '<duration>', help: 'how long it is valid, such as 15m; default 1h' },
    },
    load: () => import('./token.command.js'),
  },
  {
    name: 'demo',
    summary: 'Shows all five algorithms at work',
    options: {
      keep: { help: 'leave the database, and tell how to look into it' },
      night: { help: 'the jobs of a night, with 2,000 learners' },
      learners: { value: '<n>', help: 'of the night, 100 to 20000' },
    },
    load: () => import('./demo.command.js'),
  },
  {
    name: 'database url',
    summary: 'Prints the URL of the embedded database',
    options: {
      owner: { help: "of the role that owns the tables, in place of the service's role" },
      name: { value: '<database>', help: 'another database of that server, as of demo --keep' },
    },
    load: () => import('./database-url.command.js'),
  },
  {
    name: 'database grant',
    arguments: ['[<role>]'],
    summary: 'Grants a role the rights of the service',
    load: () => import('./database-grant.command.js'),
  },
  {
    name: 'tenants list',
    summary: 'Lists the schools, and whether their tables are current',
    load: async () => ({ run: (await import('./tenants.commands.js')).list }),
  },
  {
    name: 'tenants create',
    arguments: ['<name>'],
    summary: 'Makes a school, with tables of its own',
    load: async () => ({ run: (await import('./tenants.commands.js')).create }),
  },
  {
    name: 'tenants migrate',
    summary: 'Runs pending migrations for all schools',
    load: async () => ({ run: (await import('./tenants.commands.js')).migrate }),
  },
  {
    name: 'tenants retire',
    arguments: ['<name>'],
    summary: 'Stops serving a school; its data stays',
    options: {
      reason: { value: '<text>', help: 'why, for the table of tenants', isRequired: true },
      as: { value: '<uuid>', help: 'the user who retires it, for the table of tenants' },
    },
    load: async () => ({ run: (await import('./tenants.commands.js')).retire }),
  },
  {
    name: 'tenants restore',
    arguments: ['<name>'],
    summary: 'Serves a retired school again',
    load: async () => ({ run: (await import('./tenants.commands.js')).restore }),
  },
  {
    name: 'tenants drop',
    arguments: ['<name>'],
    summary: 'Ends all data of a retired school, for good',
    options: { confirm: { value: '<name>', help: 'the name once more', isRequired: true } },
    load: async () => ({ run: (await import('./tenants.commands.js')).drop }),
  },
];
