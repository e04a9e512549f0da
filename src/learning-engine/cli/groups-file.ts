import { createReadStream } from 'node:fs';
import { csvRecords } from '../answer-files/csv-records.js';
import { linesOf } from '../answer-files/text-lines.js';
import { UsageError } from './command.js';

const MOST_BYTES = 64 * 1024;
const LEARNER = ['learner_id', 'user_id', 'student_id', 'learner'];

/**
 * The groups of learners, by a file with the columns `learner_id` and `group`. It is read, and stored nowhere.
 *
 * @throws UsageError naming the line
 */
export async function groupsFile(path: string): Promise<ReadonlyMap<string, string>> {
  const groupOf = new Map<string, string>();
  let places: { learner: number; group: number } | undefined;
  try {
    for await (const record of csvRecords(linesOf(createReadStream(path), MOST_BYTES))) {
      if ('problem' in record) reject(`line ${record.line} ${record.problem}`);
      const cells = record.cells.map((cell) => cell.trim());
      if (!places) {
        places = placesOf(cells);
        continue;
      }
      const [learner, group] = [cells[places.learner], cells[places.group]];
      if (!learner || !group) reject(`line ${record.line} must name a learner and a group`);
      const before = groupOf.get(learner);
      if (before !== undefined && before !== group) {
        reject(`line ${record.line} says that ${learner} is of ${group}, and a line before of ${before}`);
      }
      groupOf.set(learner, group);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    reject(error.message);
  }
  if (groupOf.size === 0) reject('it names no learner');
  return groupOf;
}

function placesOf(titles: readonly string[]): { learner: number; group: number } {
  const places = { learner: titles.findIndex((title) => LEARNER.includes(title)), group: titles.indexOf('group') };
  if (places.learner < 0 || places.group < 0) {
    reject(`its first line must name the columns learner_id and group, not ${titles.join(', ')}`);
  }
  return places;
}

const isSystemError = (error: unknown): error is Error => error instanceof Error && 'syscall' in error;

function reject(reason: string): never {
  throw new UsageError(`--groups must be a file with the group of each learner: ${reason}`);
}
