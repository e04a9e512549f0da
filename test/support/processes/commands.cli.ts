import { engineCommands, openUrl, runProgram } from 'learning-engine/cli';
import { type Ended } from './use-commands.js';

// Runs commands of `learning-engine` one after the other, for as long as it is asked to.

const programOn = (url: string) => ({
  name: 'learning-engine',
  version: () => '',
  commands: engineCommands,
  open: (_options: object, isPatient: boolean) => openUrl({ url, isPatient }),
});
process.stdout.setMaxListeners(0); // each run of the program listens

async function run({ args, url }: { args: readonly string[]; url: string }): Promise<Ended> {
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].write = (text: unknown) => (printed[stream] += String(text)) !== '';
  }
  process.exitCode = 0;
  await runProgram(programOn(url), args);
  return { code: Number(process.exitCode), ...printed };
}

process.on('message', (call: Parameters<typeof run>[0]) => void run(call).then((ended) => process.send!(ended)));
