import { type Command, type CommandOption, type Program } from './command.js';
import { COMMON_OPTIONS } from './parse-command.js';

const EXIT_CODES = 'Exit codes: 0 done, 1 rejected, failed or with findings, 2 wrong usage.';

export const synopsis = ({ name, arguments: names = [] }: Command): string => [name, ...names].join(' ');

/** The help of a program: its commands. */
export function programUsage({ name, commands }: Program): string {
  return [
    `Usage: ${name} <command> [options]`,
    '',
    ...columns(commands.map((command) => [synopsis(command), command.summary])),
    '',
    `${name} <command> --help tells the options of a command.`,
    `${EXIT_CODES}\n`,
  ].join('\n');
}

/** The help of a command: its options. */
export function commandUsage(program: Program, command: Command): string {
  return [
    `Usage: ${program.name} ${synopsis(command)} [options]`,
    '',
    `${command.summary}.`,
    '',
    ...columns(Object.entries({ ...command.options, ...program.options, ...COMMON_OPTIONS }).map(optionLine)),
    '',
    `${EXIT_CODES}\n`,
  ].join('\n');
}

const optionLine = ([name, { value, help, isRequired }]: [string, CommandOption]): [string, string] => [
  `--${name}${value ? ` ${value}` : ''}`,
  isRequired ? `${help} (required)` : help,
];

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
