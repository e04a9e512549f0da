import { createRequire } from 'node:module';
import { engineCommands, runProgram } from 'learning-engine/cli';
import { serviceCommands } from './service-commands.js';

await runProgram(
  {
    name: 'npm run cli --',
    version: () => (createRequire(import.meta.url)('../../package.json') as { version: string }).version,
    commands: [...engineCommands, ...serviceCommands],
    open: async (_options, isPatient) => (await import('./open-service.js')).openService(isPatient),
    explain: async (error) => (await import('../bootstrap/startup-message.js')).startupMessage(error),
  },
  process.argv.slice(2),
);
