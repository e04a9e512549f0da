/**
 * Accounts of one person: a learner, and those who were merged into them. Each has a log of their own; states are made of all of
 * them, and belong to the learner into whom the others were merged.
 */

/** Whether the learner `l` is neither erased nor merged into another one. */
export const IS_PERSON = 'l.erased_at IS NULL AND l.merged_into IS NULL';

/** How many entries the logs of the learner `l` have together, with those of the learners who were merged into `l`. */
export const ENTRIES_OF_PERSON =
  '(l.last_seq + coalesce((SELECT sum(m.last_seq) FROM learners m WHERE m.merged_into = l.id), 0))::bigint';

/** The accounts of a person, where `learner` is the one into whom the others were merged; `rank` says whose entry of an event counts. */
export const accountsOf = (learner: string) => `
  SELECT ${learner}::uuid AS id, 0 AS rank
  UNION ALL SELECT m.id, row_number() OVER (ORDER BY m.id)::int FROM learners m WHERE m.merged_into = ${learner}`;

/** All accounts of the person to whom an account belongs. */
export const accountsWith = (account: string) => `
  SELECT l.id FROM learners l, (SELECT coalesce(merged_into, id) AS id FROM learners WHERE id = ${account}) AS person
  WHERE l.id = person.id OR l.merged_into = person.id`;
