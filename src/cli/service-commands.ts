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
      ttl: { value: '<duration>', help: 'how long it is valid, such as 15m; default 1h' },
    },
    load: () => import('./token.command.js'),
  },
  {
    name: 'demo',
    summary: 'Shows all five algorithms at work',
    options: { keep: { help: 'leave the database, and tell how to look into it' } },
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
];
