import { readFile } from 'node:fs/promises';
import { jsonTextProblem } from '../json/json-text-problem.js';
import { parseJson } from '../json/parse-json.js';
import { UsageError } from './command.js';

/**
 * The value of an option that is JSON, or @ and the path of a file that holds it.
 *
 * @throws UsageError
 */
export async function jsonOption(name: string, text: string): Promise<unknown> {
  try {
    const json = text.startsWith('@') ? await readFile(text.slice(1), 'utf8') : text;
    const value = parseJson(json);
    const problem = jsonTextProblem(json);
    if (!problem) return value;
    throw new Error(`${problem.pointer} ${problem.detail}`.trim());
  } catch (error) {
    throw new UsageError(`--${name} must be JSON, or @ and the path of a file with JSON: ${(error as Error).message}`);
  }
}
