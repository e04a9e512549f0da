import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isUuid } from '../domain/uuid.js';
import { CommandRejectedError } from './command.js';

/** A learner who was erased, as a line of JSON says it; that of another program may leave the time out. */
export interface ErasureLine {
  learner_id: string;
  erased_at?: string;
}

/** What a line may say. */
interface Line {
  learner_id?: unknown;
  erased_at?: unknown;
  erasures?: unknown;
  complete?: unknown;
}

/** The last line, which says that a list is whole. */
export const endOf = (erasures: number) => ({ erasures, complete: true });

/**
 * All of them, or none.
 *
 * @throws CommandRejectedError when the file cannot be read, is not whole or has another line
 */
export async function readErasures(file: string): Promise<ErasureLine[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CommandRejectedError(`${file} cannot be read: ${error.code}.`);
  });
  const lines = text.split('\n').flatMap((line, index): [number, Line][] => {
    if (line.trim() === '') return [];
    return [[index + 1, parsed(line) ?? rejectLine(file, index + 1)]];
  });
  const [, last] = lines.pop() ?? [0, {}];
  if (last.complete !== true || last.erasures !== lines.length) {
    throw new CommandRejectedError(
      `${file} is not whole: its last line must say how many erasures there are. Nothing was changed. ` +
        'Take one that is whole, or export to a file that is not there.',
    );
  }
  return lines.map(([at, { learner_id: id, erased_at: time }]) => ({
    learner_id: isUuid(id) ? id.toLowerCase() : rejectLine(file, at),
    ...(typeof time === 'string' && { erased_at: time }),
  }));
}

/**
 * The file has all of them, or what it had before, whatever happens. Its owner alone can read it.
 *
 * @throws CommandRejectedError when it cannot be written
 */
export async function writeErasures(file: string, lines: readonly ErasureLine[]): Promise<void> {
  const text = [...lines, endOf(lines.length)].map((line) => `${JSON.stringify(line)}\n`).join('');
  const aside = `${file}.${process.pid}.new`;
  try {
    await writeFile(aside, text, { flag: 'wx', mode: 0o600, flush: true });
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw new CommandRejectedError(`${file} cannot be written: ${(error as NodeJS.ErrnoException).code}.`);
  }
}

function parsed(line: string): Line | undefined {
  try {
    return Object(JSON.parse(line)) as Line;
  } catch {
    return undefined;
  }
}

function rejectLine(file: string, line: number): never {
  throw new CommandRejectedError(
    `${file}, line ${line}: must be JSON with a learner_id that is a UUID. Nothing was changed.`,
  );
}
