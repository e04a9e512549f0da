import { readFile } from 'node:fs/promises';
import { readAnswerFile } from '../../src/learning-engine/answer-files/read-answer-file.js';
import { type LearnerLog } from '../../src/learning-engine/evidence/replayed.js';

export interface LearnersOfFile {
  answers: string;
  /** Files of learners, one on each line: those that are judged, and those whose answers difficulties and fits come from. */
  learners: string;
  calibration: string;
}

/**
 * The answers of the learners who are judged, and of the others.
 *
 * @throws where a learner is among both: what was fitted to a learner says too much of the same one
 */
export async function judgedAndOthers({
  answers,
  learners,
  calibration,
}: LearnersOfFile): Promise<{ judged: LearnerLog[]; others: LearnerLog[] }> {
  const file = await readAnswerFile(answers);
  const logsOf = async (path: string): Promise<LearnerLog[]> =>
    (await readFile(path, 'utf8')).split(/\r?\n/).flatMap((learnerId) => {
      const given = file.learners.get(learnerId);
      return given ? [{ learnerId, answers: given }] : [];
    });
  const [judged, others] = [await logsOf(learners), await logsOf(calibration)];
  const ids = new Set(judged.map(({ learnerId }) => learnerId));
  const both = others.find(({ learnerId }) => ids.has(learnerId));
  if (both) throw new Error(`${both.learnerId} is judged, and must not be among the learners of --calibration`);
  return { judged, others };
}
