import { type Type } from '@nestjs/common';
import { type Algorithm } from 'learning-engine';
import { type Client } from 'pg';
import { defaultParams } from '../../../src/learning-engine/authoring/complete-params.js';
import { type Fold, type FoldedAnswer } from '../../../src/learning-engine/authoring/fold.js';
import { foldAnew, inFoldOrder } from '../../../src/learning-engine/learners/folding.js';
import { FOLDED_COLUMNS } from '../../../src/learning-engine/learners/learner-log.js';
import { countedAnswer, type FoldedEntry } from '../../../src/learning-engine/learners/log-entry.js';
import { definitionOf } from './algorithm-laws.js';

/** Learners whose answers are read at once. */
const CHUNK = 20;

/** A fold by its defaults, and by the same with a change. */
export function setsOf(algorithm: Type<Algorithm>, change: object): { fold: Fold; params: object }[] {
  const { fold, params } = definitionOf(algorithm);
  const defaults = defaultParams(params);
  return [defaults, { ...defaults, ...change }].map((set) => ({ fold: fold as unknown as Fold, params: set }));
}

/** Reads the answers of learners and folds them by each of the sets, with nothing around it. */
export async function foldPlainly(
  client: Client,
  ids: readonly string[],
  sets: ReturnType<typeof setsOf>,
): Promise<void> {
  for (let from = 0; from < ids.length; from += CHUNK) {
    const { rows } = await client.query<{ id: string; entry: FoldedEntry }>(
      `SELECT learner_id AS id, (SELECT to_json(folded) FROM (SELECT ${FOLDED_COLUMNS}) AS folded) AS entry
       FROM learner_answers WHERE learner_id = ANY ($1) ORDER BY learner_id, seq`,
      [ids.slice(from, from + CHUNK)],
    );
    const logs = new Map<string, FoldedAnswer[]>();
    for (const { id, entry } of rows) {
      const log = logs.get(id);
      if (log) log.push(countedAnswer(entry).answer);
      else logs.set(id, [countedAnswer(entry).answer]);
    }
    for (const given of logs.values()) {
      const answers = inFoldOrder(given);
      for (const set of sets) foldAnew(set, answers);
    }
  }
}
