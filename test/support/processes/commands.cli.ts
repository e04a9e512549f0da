import { engineCommands, openUrl, runProgram } from 'learning-engine/cli';
import { serviceProgram } from '../../../src/cli/program.js';
import { type CommandCall, type Ended } from './use-commands.js';

// Runs commands one after the other, for as long as it is asked to.

const programOn = (url: string) => ({
  name: 'learning-engine',
  version: () => '',
  commands: engineCommands,
  open: (_options: object, isPatient: boolean) => openUrl({ url, isPatient }),
});
process.stdout.setMaxListeners(0); // each run of the program listens

async function run({ args, url }: CommandCall): Promise<Ended> {
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].write = (text: unknown) => (printed[stream] += String(text)) !== '';
  }
  process.exitCode = 0;
  await runProgram(url === undefined ? serviceProgram : programOn(url), args);
  return { code: Number(process.exitCode), ...printed };
}

process.on('message', (call: CommandCall) => void run(call).then((ended) => process.send!(ended)));
