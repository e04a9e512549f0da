import { readFile } from 'node:fs/promises';
import { isUuid } from '../../domain/uuid.js';
import { CommandRejectedError, type RunCommand } from '../command.js';

/** What a line may say. */
interface Line {
  learner_id?: unknown;
  erasures?: unknown;
  complete?: unknown;
}

export const run: RunCommand = async ({ target, options }) => {
  const file = String(options.file);
  const ids = await erasuresIn(file);
  const erased = await (await (await target()).learners()).applyErasures(ids);
  const text = `${ids.length} learners of ${file} are erased: ${erased} of them now, the others were before.\n`;
  return { text, data: { erasures: ids.length, erased } };
};

/** All of them, before anything is changed. */
async function erasuresIn(file: string): Promise<string[]> {
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
      `${file} is not whole: its last line must say how many erasures there are. Export it again.`,
    );
  }
  return lines.map(([at, { learner_id: id }]) => (isUuid(id) ? id : rejectLine(file, at)));
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
    `${file}, line ${line}: must be JSON with a learner_id that is a UUID. Nothing was erased.`,
  );
}
