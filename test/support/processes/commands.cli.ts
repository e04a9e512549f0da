import { engineCommands, openUrl, runProgram } from 'learning-engine/cli';
import { type Ended } from './use-commands.js';

// Runs commands of `learning-engine` on the database DATABASE_URL, one after the other, for as long as it is asked to.

const program = {
  name: 'learning-engine',
  version: () => '',
  commands: engineCommands,
  open: (_options: object, isPatient: boolean) => openUrl({ url: process.env.DATABASE_URL!, isPatient }),
};
process.stdout.setMaxListeners(0); // each run of the program listens

async function run(args: readonly string[]): Promise<Ended> {
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].write = (text: unknown) => (printed[stream] += String(text)) !== '';
  }
  process.exitCode = 0;
  await runProgram(program, args);
  return { code: Number(process.exitCode), ...printed };
}

process.on('message', (args: string[]) => void run(args).then((ended) => process.send!(ended)));
