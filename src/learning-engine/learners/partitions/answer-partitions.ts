import { type Ask } from '../../database/partitions/run-partitions.js';

/** How the answers of learners are kept. */
export interface AnswerPartitions {
  /** How many partitions there are, by a hash of the learner; null: one table. */
  count: number | null;
  /** An estimate, that of the last ANALYZE. */
  rows: number;
  /** With indexes. */
  bytes: number;
}

const STATE = `
  SELECT CASE c.relkind WHEN 'p' THEN count(i.inhrelid)::int END AS count,
    coalesce(sum(greatest(t.reltuples, 0)), 0)::float8 AS rows, coalesce(sum(pg_total_relation_size(t.oid)), 0)::float8 AS bytes
  FROM pg_class c LEFT JOIN pg_inherits i ON i.inhparent = c.oid JOIN pg_class t ON t.oid = coalesce(i.inhrelid, c.oid)
  WHERE c.oid = to_regclass('learner_answers') GROUP BY c.relkind`;

/** Undefined before there is a table of answers. */
export async function readAnswerPartitions(ask: Ask): Promise<AnswerPartitions | undefined> {
  return ((await ask(STATE)) as AnswerPartitions[])[0];
}
