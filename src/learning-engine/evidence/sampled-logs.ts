import { type FoldedEntry } from '../learners/log-entry.js';
import { FOLDED_COLUMNS } from '../learners/learner-log.js';

/** A learner of a sample, and the last entry of their log that was there at its moment. */
export interface SampledId {
  id: string;
  through: string;
}

/** Entries that a statement reads in a part of the time that it has. */
const ENTRIES = 5000;
/** Learners in a chunk, and about how many entries of theirs. */
const CHUNK = { learners: 200, entries: ENTRIES };

/**
 * The next learners of a sample, by their ids: at least one of those that are left. $1 sample, $2 after which learner; null for the first
 * ones.
 *
 * @param table with `learner_id`, `through_seq` and the id of the sample in `column`
 */
export const nextLearners = (table: string, column: string): string => `
  SELECT id, through FROM (
    SELECT learner_id AS id, through_seq::text AS through, sum(through_seq) OVER (ORDER BY learner_id) - through_seq AS before
    FROM (SELECT learner_id, through_seq FROM ${table} WHERE ${column} = $1 AND ($2::uuid IS NULL OR learner_id > $2)
      ORDER BY learner_id LIMIT ${CHUNK.learners}) AS next
  ) AS counted WHERE before < ${CHUNK.entries} ORDER BY id`;

/** $1 learners, $2 through which entry of each, $3 and $4 after which learner and entry. A row for each entry, as JSON. */
const READ_ENTRIES = `
  SELECT a.learner_id AS id, encode(a.digest, 'hex') AS digest,
    (SELECT to_json(folded) FROM (SELECT ${FOLDED_COLUMNS}) AS folded) AS entry
  FROM unnest($1::uuid[], $2::bigint[]) AS wanted (id, through)
  JOIN learner_answers a ON a.learner_id = wanted.id AND a.seq <= wanted.through
  WHERE (a.learner_id, a.seq) > ($3::uuid, $4::bigint)
  ORDER BY a.learner_id, a.seq LIMIT ${ENTRIES}`;

const BEFORE_ALL: [string, number] = ['00000000-0000-0000-0000-000000000000', 0];

/** The logs of learners up to the moment of their sample, with the digests of the entries. */
export async function sampledLogs(
  ask: <Row>(text: string, values: unknown[]) => Promise<Row[]>,
  learners: readonly SampledId[],
): Promise<Map<string, { entries: FoldedEntry[]; digests: string[] }>> {
  const logs = new Map(learners.map(({ id }) => [id, { entries: [] as FoldedEntry[], digests: [] as string[] }]));
  const wanted = [learners.map(({ id }) => id), learners.map(({ through }) => through)];
  for (let place: [string, number] | undefined = BEFORE_ALL; place;) {
    const rows: { id: string; digest: string; entry: FoldedEntry }[] = await ask(READ_ENTRIES, [...wanted, ...place]);
    for (const row of rows) {
      const log = logs.get(row.id)!;
      log.entries.push(row.entry);
      log.digests.push(row.digest);
    }
    const last = rows.at(-1);
    place = last && rows.length === ENTRIES ? [last.id, last.entry.seq] : undefined;
  }
  return logs;
}
