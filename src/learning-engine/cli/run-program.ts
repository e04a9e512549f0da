import { visible } from '../json/visible.js';
import { type Command, type CommandResult, type Program, UsageError } from './command.js';
import { failureOf, placed } from './failure.js';
import { findCommand, parseCommand } from './parse-command.js';
import { type Target } from './target.js';
import { commandUsage, programUsage } from './usage.js';

/** Runs the command that the arguments name, and sets the exit code of the process. */
export async function runProgram(program: Program, argv: readonly string[]): Promise<void> {
  process.stdout.on('error', ignoreClosedPipe);
  const isJson = argv.includes('--json');
  try {
    const result = await runCommand(program, argv);
    if (result === undefined) return;
    // Texts of records may come from anywhere, and must not give orders to a terminal.
    process.stdout.write(visible(isJson ? `${JSON.stringify(result.data, null, 2)}\n` : result.text));
    process.exitCode = result.hasFindings ? 1 : 0;
  } catch (error) {
    const { message, code, exitCode } = await failureOf(program, findCommand(program, argv), error);
    if (isJson) process.stdout.write(visible(`${JSON.stringify({ error: { code, message } }, null, 2)}\n`));
    else process.stderr.write(`${visible(message)}\n${exitCode === 2 ? hint(program, argv) : ''}`);
    process.exitCode = exitCode;
  }
}

async function runCommand(program: Program, argv: readonly string[]): Promise<CommandResult | void> {
  const command = findCommand(program, argv);
  if (!command) return answerWithout(program, argv);
  const { args, options } = parseCommand(program, command, argv);
  if (options.help) return say(commandUsage(program, command));
  let opened: Promise<Target> | undefined;
  const target = () => (opened ??= program.open(options, command.isPatient ?? false));
  const { run } = await command.load();
  try {
    return await run({ args, options, target, program: program.name });
  } catch (error) {
    const place = await opened?.then(
      (of) => of.place,
      () => undefined,
    );
    throw place === undefined ? error : placed(error, place);
  } finally {
    await opened?.then(
      ({ close }) => close(),
      () => undefined,
    );
  }
}

function answerWithout(program: Program, argv: readonly string[]): CommandResult | void {
  if (argv[0] === '--version') {
    const version = program.version();
    return { text: `${version}\n`, data: { version } };
  }
  if (argv[0] === '--help' || argv[0] === 'help') return say(programUsage(program));
  const isGroup = program.commands.some(({ name }) => name.startsWith(`${argv[0]} `));
  if (argv[0] === undefined || isGroup)
    throw new UsageError(`Name a command:\n\n${programUsage(narrowed(program, argv))}`);
  throw new UsageError(`There is no command ${argv[0]}.`);
}

const narrowed = (program: Program, [first]: readonly string[]): Program => ({
  ...program,
  commands: program.commands.filter(({ name }: Command) => first === undefined || name.startsWith(`${first} `)),
});

const say = (text: string): void => void process.stdout.write(text);

const hint = (program: Program, argv: readonly string[]): string =>
  `See ${[program.name, findCommand(program, argv)?.name, '--help'].filter(Boolean).join(' ')}\n`;

/** Of `… | head`, for example. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
