import { type FoldedAnswer } from '../authoring/fold.js';
import { answerOfRow, groupsOfRow, RowError, type TimeUnit } from './answer-of-row.js';
import { csvRows, type RowsOptions } from './csv-rows.js';
import { fileBytes } from './file-bytes.js';

export interface AnswerFileOptions extends RowsOptions {
  /** Of numbers in the column of the time. Default seconds. */
  unit?: TimeUnit;
  /** Is told how much of the file was read, 0 to 1. */
  onProgress?: (share: number) => void;
}

/** The answers of a file, by learner, in the order of the file. */
export interface AnswerFile {
  learners: Map<string, FoldedAnswer[]>;
  /** The groups that answers name, by learner: those of each answer. */
  groups: Map<string, (readonly string[])[]>;
  answers: number;
  /** Rows that are no answers: the first 100. */
  leftOut: { line: number; reason: string }[];
  /** How many there are. */
  leftOutCount: number;
}

const MOST_NAMED = 100;

/**
 * Reads a file of answers: comma, semicolon or tab separated, with a line of titles, also as .gz.
 *
 * @throws InvalidArgumentError `answers` for a file that is no such file, `map` for its columns
 */
export async function readAnswerFile(path: string, options: AnswerFileOptions = {}): Promise<AnswerFile> {
  const file: AnswerFile = { learners: new Map(), groups: new Map(), answers: 0, leftOut: [], leftOutCount: 0 };
  const known = new Set<string>();
  for await (const { cells, line, problem } of csvRows(fileBytes(path, options.onProgress), options)) {
    try {
      if (!cells) throw new RowError(problem);
      const learnerId = cells.learner ?? options.learnerId;
      if (learnerId === undefined) throw new RowError('learner must be given');
      const answer = answerOfRow(cells, { line, unit: options.unit ?? 'seconds' });
      const name = JSON.stringify([learnerId, answer.event_id]);
      if (known.has(name)) throw new RowError(`event ${answer.event_id} was given before`);
      known.add(name);
      const answers = file.learners.get(learnerId);
      if (answers) answers.push(answer);
      else file.learners.set(learnerId, [answer]);
      const groups = groupsOfRow(cells);
      const named = file.groups.get(learnerId);
      if (named) named.push(groups);
      else file.groups.set(learnerId, [groups]);
      file.answers += 1;
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      file.leftOutCount += 1;
      if (file.leftOut.length < MOST_NAMED) file.leftOut.push({ line, reason: error.message });
    }
  }
  return file;
}
