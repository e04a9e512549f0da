import { createHash } from 'node:crypto';
import { Pool } from 'pg';
import { learnerNumber } from '../../support/engine/answers.js';
import { numberedAnswer } from '../answering.js';
import { type Bench } from '../benchmark.js';
import { onDatabase } from '../databases.js';

const INSERT = `
  INSERT INTO plain_answers (learner_id, seq, event_id, version, kind, at, item_id, skill_ids, group_ids, correct, graded_by, context, digest)
  VALUES ($1, $2, $3, 1, 'answer', $4, $5, $6, '{}', $7, 'correct', 'practice', $8)`;

/**
 * Inserts an answer into a table like that of the log, with its keys and CHECKs, by one prepared statement of the driver.
 *
 * @param connections how many of them take turns
 */
export async function rawAnswers(bench: Bench, url: string, connections: number): Promise<() => Promise<unknown>> {
  await onDatabase(url, (client) =>
    client.query('CREATE TABLE IF NOT EXISTS plain_answers (LIKE learner_answers INCLUDING ALL)'),
  );
  const pool = new Pool({ connectionString: url, max: connections });
  bench.defer(() => pool.end());
  let count = 0;
  return () => {
    count += 1;
    const { at, item_id, skill_ids, correct } = numberedAnswer(count);
    const digest = createHash('sha256').update(`e${count}`).digest();
    const values = [learnerNumber(count % 200), count, `e${count}`, at, item_id, skill_ids, correct, digest];
    return pool.query({ name: 'insert_answer', text: INSERT, values });
  };
}
