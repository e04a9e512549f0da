/**
 * Accounts of one person: a learner, and those who were merged into them. Each has a log of their own; states are made of all of
 * them, and belong to the learner into whom the others were merged.
 */

/** Whether the learner `l` is neither erased nor merged into another one. */
export const IS_PERSON = 'l.erased_at IS NULL AND l.merged_into IS NULL';

/** How many entries the logs of the learner `l` have together, with those of the learners who were merged into `l`. */
export const ENTRIES_OF_PERSON =
  '(l.last_seq + coalesce((SELECT sum(m.last_seq) FROM learners m WHERE m.merged_into = l.id), 0))::bigint';

/** The accounts of a person, where `learner` is the one into whom the others were merged. */
export const accountIdsOf = (learner: string) => `
  SELECT ${learner}::uuid AS id UNION ALL SELECT m.id FROM learners m WHERE m.merged_into = ${learner}`;

/**
 * The same; `rank` says whose entry of an event counts: that of the learner first, then those of each who was merged into them, in the
 * order of the merges, each with their own behind them. So what counted of two persons counts before and after they are merged.
 */
export const accountsOf = (learner: string) => `
  WITH RECURSIVE merged AS (
    SELECT ${learner}::uuid AS id, '{}'::timestamptz[] AS place
    UNION ALL SELECT m.learner_id, merged.place || m.merged_at FROM merged
    JOIN learner_merges m ON m.into_id = merged.id AND m.undone_at IS NULL
  ) SELECT id, row_number() OVER (ORDER BY place, id)::int - 1 AS rank FROM merged`;

/** All accounts of the person to whom an account belongs. */
export const accountsWith = (account: string) => `
  SELECT l.id FROM learners l, (SELECT coalesce(merged_into, id) AS id FROM learners WHERE id = ${account}) AS person
  WHERE l.id = person.id OR l.merged_into = person.id`;
