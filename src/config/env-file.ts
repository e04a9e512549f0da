import { lstatSync } from 'node:fs';
import { InvalidEnvError } from './invalid-env.error.js';
import { similarName } from './similar-name.js';
import { readTextFile, TextFileError } from './text-file.js';

/** What a line may be: a name, and a value with or without quotes and a comment. */
const ASSIGNMENT = /^\s*(?:export\s+)?(?<name>[A-Za-z_][\w.-]*)[ \t]*=(?<rest>.*)$/;
const COMMENT = /^\s*(?:#.*)?$/;
const QUOTED = /^\s*(?<quote>["'`])(?<value>.*?)\k<quote>(?<after>.*)$/;

/** A line is not what it must be. */
class LineError extends Error {}

/**
 * Reads a file of variables; there may be none. Every line must be one that can mean nothing else: what is written there and
 * not read would be configuration that the service does without in silence.
 *
 * @param names those of the service: a variable that resembles one of them is rejected, others are left to other programs
 * @throws InvalidEnvError with all bad lines, and no value
 */
export function readEnvFile(path: string, names: readonly string[]): Record<string, string> {
  const values: Record<string, string> = {};
  const problems: Record<string, string> = {};
  linesOf(path).forEach((line, index) => {
    if (COMMENT.test(line)) return;
    try {
      const [name, value] = assignmentOf(line, names);
      if (Object.hasOwn(values, name)) throw new LineError(`must not set ${name} again`);
      values[name] = value;
    } catch (error) {
      if (!(error instanceof LineError)) throw error;
      problems[`${path}, line ${index + 1},`] = error.message;
    }
  });
  if (Object.keys(problems).length > 0) throw new InvalidEnvError(problems);
  return values;
}

function linesOf(path: string): string[] {
  if (!lstatSync(path, { throwIfNoEntry: false })) return [];
  try {
    return readTextFile(path).split(/\r\n|\r|\n/);
  } catch (error) {
    if (error instanceof TextFileError)
      throw new InvalidEnvError({ [path]: `must be a file of text, and it ${error.message}` });
    throw error;
  }
}

function assignmentOf(line: string, names: readonly string[]): [name: string, value: string] {
  const { name, rest } = ASSIGNMENT.exec(line)?.groups ?? {};
  if (name === undefined) throw new LineError('must be NAME=value, or a comment that begins with #');
  const meant = similarName(name, names);
  if (meant)
    throw new LineError(`must not set ${name}, which is not a variable of the service. Did you mean ${meant}?`);
  return [name, /^\s*["'`]/.test(rest!) ? quotedValue(rest!) : plainValue(rest!)];
}

function quotedValue(text: string): string {
  const { quote, value, after } = QUOTED.exec(text)?.groups ?? {};
  if (value === undefined) throw new LineError('must end the quote that it begins');
  if (!COMMENT.test(after!)) throw new LineError('must have nothing but a comment after the closing quote');
  return quote === '"' ? value.replaceAll('\\n', '\n') : value;
}

/** Programs differ in what a # and a ${name} mean, and most of them cut or replace in silence. */
function plainValue(text: string): string {
  const value = text.replace(/[ \t]#(?:[ \t].*)?$/, '').replace(/^[ \t]+|[ \t]+$/g, '');
  if (value.includes('#')) {
    throw new LineError('must have quotes around a value with #, or blanks around a # that begins a comment');
  }
  if (/\$\{\w+\}/.test(value)) throw new LineError('must have the value in place of ${…}, or single quotes around it');
  return value;
}
