#!/usr/bin/env node
import { createRequire } from 'node:module';
import { type CommandCall, UsageError } from './command.js';
import { engineCommands } from './engine-commands.js';
import { openApp, openUrl } from './open.js';
import { runProgram } from './run-program.js';
import { type Target } from './target.js';

function open({ app, 'database-url': given }: CommandCall['options'], isPatient: boolean): Promise<Target> {
  if (app) return openApp(app as string);
  const url = given ?? process.env.DATABASE_URL;
  if (!url) throw new UsageError('Set DATABASE_URL, or give --database-url <url>, or --app <file>');
  return openUrl({ url: url as string, name: given === undefined ? undefined : '--database-url', isPatient });
}

void runProgram(
  {
    name: 'learning-engine',
    version: () => (createRequire(import.meta.url)('learning-engine/package.json') as { version: string }).version,
    commands: engineCommands,
    options: {
      'database-url': { value: '<url>', help: 'the database; default: the variable DATABASE_URL' },
      app: { value: '<file>', help: 'a built app module, with its algorithms and database' },
    },
    open,
  },
  process.argv.slice(2),
);
