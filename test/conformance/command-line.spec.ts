import { readFileSync } from 'node:fs';
import { type Command, engineCommands } from 'learning-engine/cli';
import { serviceCommands } from '../../src/cli/service-commands.js';

const PAGE = readFileSync('docs/command-line.md', 'utf8');

/** The rows of the table under a heading, without its title. */
const rows = (heading: string): string[] =>
  PAGE.split(`## ${heading}\n`)[1]!
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('| `'));

const row = ({ name, arguments: names = [], summary, options = {} }: Command): string => {
  const given = Object.entries(options).map(
    ([option, { value, isRequired }]) => `\`--${option}${value ? ` ${value}` : ''}\`${isRequired ? ' (required)' : ''}`,
  );
  return `| \`${[name, ...names].join(' ')}\` | ${summary} | ${given.join(', ')} |`.replace('|  |', '| |');
};

describe('docs/command-line.md', () => {
  it.each([
    ['Commands of the engine', engineCommands],
    ['Commands of the service', serviceCommands],
  ])('%s: the table is that of --help', (heading, commands) => {
    expect(rows(heading)).toEqual(commands.map(row));
  });
});
