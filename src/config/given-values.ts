import { readTextFile, TextFileError } from './text-file.js';

/** What is given for variables, by their names. */
export interface GivenValues {
  values: Record<string, string>;
  /** What is wrong, by the name of the variable that was set. */
  problems: Record<string, string>;
  /** Which variable to blame for the value of another. */
  sources: Record<string, string>;
}

/**
 * Picks the variables of these names, as they are written. One that is empty, or blank, counts as not set. A name with `_FILE`
 * at its end, beside one without, is that of a file which holds the value, as containers hand out secrets.
 */
export function givenValues(names: readonly string[], source: NodeJS.ProcessEnv): GivenValues {
  const given: GivenValues = { values: {}, problems: {}, sources: {} };
  for (const name of names) if (source[name]?.trim()) take(given, name, source[name]);
  for (const name of names) {
    const base = /^(.+)_FILE$/.exec(name)?.[1];
    const path = given.values[name];
    if (path === undefined || base === undefined || !names.includes(base)) continue;
    given.sources[base] = name;
    if (base in given.values) given.problems[name] = `must not be set together with ${base}`;
    else takeFile(given, base, name, path);
  }
  return given;
}

function take({ values, problems }: GivenValues, name: string, value: string, blamed = name): void {
  if (/^(["'`]).*\1$/s.test(value)) problems[blamed] = 'must be written without the quotes around it';
  else if (value !== value.trim()) problems[blamed] = 'must not begin or end with blanks';
  values[name] = value;
}

function takeFile(given: GivenValues, base: string, name: string, path: string): void {
  try {
    const text = readTextFile(path).replace(/\r?\n$/, '');
    if (text.trim() === '') given.problems[name] = 'must name a file that is not empty';
    else take(given, base, text, name);
  } catch (error) {
    if (!(error instanceof TextFileError)) throw error;
    given.problems[name] = `must name a file of text, and it ${error.message}`;
  }
}
