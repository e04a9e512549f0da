import { createRequire } from 'node:module';
import { type Command, engineCommands, runProgram } from 'learning-engine/cli';
import { serviceCommands } from './service-commands.js';

/** With `TENANTS=true` a command is about one of them. */
const ofTenant = (command: Command): Command => ({
  ...command,
  options: { ...command.options, tenant: { value: '<name>', help: 'the school, where the service has several' } },
});

await runProgram(
  {
    name: 'npm run cli --',
    version: () => (createRequire(import.meta.url)('../../package.json') as { version: string }).version,
    commands: [...engineCommands.map(ofTenant), ...serviceCommands],
    open: async ({ tenant }, isPatient) =>
      (await import('./open-service.js')).openService(isPatient, tenant as string | undefined),
    explain: async (error) => (await import('../bootstrap/startup-message.js')).startupMessage(error),
  },
  process.argv.slice(2),
);
