import { createRequire } from 'node:module';
import { type Command, engineCommands, type Program } from 'learning-engine/cli';
import { serviceCommands } from './service-commands.js';

/** With `TENANTS=true` a command is about one of them, and a worker works for all, unless one is named. */
const ofTenant = (command: Command): Command => ({
  ...command,
  ...(command.name === 'worker' && { load: () => loadWorker(command) }),
  options: { ...command.options, tenant: { value: '<name>', help: 'the school, where the service has several' } },
});

const loadWorker = async (command: Command) => ({
  run: (await import('./worker.command.js')).workerOf((await command.load()).run),
});

/** The command line of the service: what the engine can do, on the service's database, and what the service adds. */
export const serviceProgram: Program = {
  name: 'npm run cli --',
  version: () => (createRequire(import.meta.url)('../../package.json') as { version: string }).version,
  commands: [...engineCommands.map(ofTenant), ...serviceCommands],
  open: async ({ tenant }, isPatient) =>
    (await import('./open-service.js')).openService(isPatient, tenant as string | undefined),
  explain: async (error) => (await import('../bootstrap/startup-message.js')).startupMessage(error),
};
