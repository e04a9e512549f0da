import { parseArgs, type ParseArgsConfig } from 'node:util';
import { type Command, type CommandCall, type CommandOption, type Program, UsageError } from './command.js';

export const COMMON_OPTIONS: Readonly<Record<string, CommandOption>> = {
  json: { help: 'print one JSON document, also of an error' },
  help: { help: 'print this help' },
};

export interface ParsedCommand extends Pick<CommandCall, 'args' | 'options'> {
  command: Command;
}

/** The command that the first words name; undefined where they name none. */
export function findCommand({ commands }: Program, argv: readonly string[]): Command | undefined {
  const words = argv.slice(0, 2);
  return [words.join(' '), words[0]].flatMap((name) => commands.find((command) => command.name === name) ?? [])[0];
}

/** @throws UsageError that names the option or argument */
export function parseCommand(program: Program, command: Command, argv: readonly string[]): ParsedCommand {
  const known = { ...command.options, ...program.options, ...COMMON_OPTIONS };
  const args = argv.slice(command.name.split(' ').length);
  const { values, positionals } = parsed(args, known);
  const missing = Object.entries(known).find(([name, { isRequired }]) => isRequired && values[name] === undefined);
  if (missing && !values.help) throw new UsageError(`--${missing[0]} ${missing[1].value} is required`);
  return { command, options: values, args: values.help ? {} : named(command, positionals) };
}

function parsed(args: string[], known: Readonly<Record<string, CommandOption>>) {
  const options: ParseArgsConfig['options'] = Object.fromEntries(
    Object.entries(known).map(([name, { value }]) => [name, { type: value ? 'string' : 'boolean' }]),
  );
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return { values: values as CommandCall['options'], positionals }; // no option is `multiple`
  } catch (error) {
    // Node adds how to pass what is no option after "--", which no command needs.
    throw new UsageError((error as Error).message.split('. To specify')[0]!);
  }
}

function named({ arguments: names = [] }: Command, positionals: string[]): ParsedCommand['args'] {
  const missing = names.slice(positionals.length).find((name) => !name.startsWith('['));
  if (missing) throw new UsageError(`${missing} is required`);
  if (positionals.length > names.length) throw new UsageError(`Unexpected argument ${positionals[names.length]}`);
  return Object.fromEntries(names.map((name, index) => [name.replaceAll(/[[\]<>]/g, ''), positionals[index]]));
}
