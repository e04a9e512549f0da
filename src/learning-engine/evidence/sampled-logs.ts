import { FOLDED_COLUMNS, unionOfLogs } from '../learners/learner-log.js';
import { type FoldedEntry } from '../learners/log-entry.js';
import { accountsOf, ENTRIES_OF_PERSON, IS_PERSON } from '../learners/persons.js';

/** A learner of a sample, and the last entry of their log that was there at its moment. */
export interface SampledId {
  id: string;
  through: string;
  /** The same of those who were merged into them, those first whose entry of an event counts; null where there were none. */
  accounts: [id: string, through: number][] | null;
}

/** Persons: `id`, `last_seq`, how many `entries` they have, and the `accounts` that were merged into them. */
export const PERSONS = `
  FROM (SELECT l.id, l.last_seq, ${ENTRIES_OF_PERSON} AS entries,
      CASE WHEN EXISTS (SELECT FROM learners m WHERE m.merged_into = l.id) THEN (
        SELECT jsonb_agg(jsonb_build_array(m.id, m.last_seq) ORDER BY account.rank)
        FROM (${accountsOf('l.id')}) AS account JOIN learners m ON m.id = account.id WHERE account.rank > 0) END AS accounts
    FROM learners l WHERE ${IS_PERSON}) AS person`;

/** Those of whom there are answers, with what a sample stores of them. */
export const KNOWN_PERSONS = `${PERSONS}
  WHERE entries > 0`;

/** How many entries a learner of a sample has. */
export const SAMPLED_ENTRIES =
  '(through_seq + coalesce((SELECT sum((account ->> 1)::bigint) FROM jsonb_array_elements(accounts) AS account), 0))';

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
  SELECT id, through, accounts FROM (
    SELECT learner_id AS id, through_seq::text AS through, accounts, sum(entries) OVER (ORDER BY learner_id) - entries AS before
    FROM (SELECT learner_id, through_seq, accounts, ${SAMPLED_ENTRIES} AS entries FROM ${table} WHERE ${column} = $1 AND ($2::uuid IS NULL OR learner_id > $2)
      ORDER BY learner_id LIMIT ${CHUNK.learners}) AS next
  ) AS counted WHERE before < ${CHUNK.entries} ORDER BY id`;

/** An entry, with what folds do not read. */
export interface AskedEntry extends FoldedEntry {
  bank_id: string | null;
  group_ids: readonly string[];
  /** The option that was the right one when it was given. */
  key_option: string | null;
}

/** The columns of such an entry. */
export const ASKED_COLUMNS = `${FOLDED_COLUMNS}, bank_id, group_ids, key_option`;

/** $1 accounts, $2 through which entry of each, $3 and $4 after which account and entry. A row for each entry, as JSON. */
const readEntries = (columns: string): string => `
  SELECT a.learner_id AS id, encode(a.digest, 'hex') AS digest,
    (SELECT to_json(folded) FROM (SELECT ${columns}) AS folded) AS entry
  FROM unnest($1::uuid[], $2::bigint[]) AS wanted (id, through)
  JOIN learner_answers a ON a.learner_id = wanted.id AND a.seq <= wanted.through
  WHERE (a.learner_id, a.seq) > ($3::uuid, $4::bigint)
  ORDER BY a.learner_id, a.seq LIMIT ${ENTRIES}`;

const BEFORE_ALL: [string, number] = ['00000000-0000-0000-0000-000000000000', 0];

/**
 * The logs of persons up to the moment of their sample, with the digests of the entries.
 *
 * @param columns of an entry
 */
export async function sampledLogs<Entry extends FoldedEntry = FoldedEntry>(
  ask: <Row>(text: string, values: unknown[]) => Promise<Row[]>,
  learners: readonly SampledId[],
  columns: string = FOLDED_COLUMNS,
): Promise<Map<string, { entries: Entry[]; digests: string[] }>> {
  const logsOf = ({ id, through, accounts }: SampledId) => [[id, through] as const, ...(accounts ?? [])];
  const wanted = learners.flatMap(logsOf);
  const logs = new Map(wanted.map(([id]) => [id, { entries: [] as Entry[], digests: [] as string[] }]));
  const text = readEntries(columns);
  const values = [wanted.map(([id]) => id), wanted.map(([, through]) => through)];
  for (let place: [string, number] | undefined = BEFORE_ALL; place;) {
    const rows: { id: string; digest: string; entry: Entry }[] = await ask(text, [...values, ...place]);
    for (const row of rows) {
      const log = logs.get(row.id)!;
      log.entries.push(row.entry);
      log.digests.push(row.digest);
    }
    const last = rows.at(-1);
    place = last && rows.length === ENTRIES ? [last.id, last.entry.seq] : undefined;
  }
  return new Map(
    learners.map((learner) => {
      const own = logsOf(learner).map(([id]) => logs.get(id)!);
      const entries = unionOfLogs(own.map((log) => log.entries));
      return [learner.id, { entries, digests: own.flatMap(({ digests }) => digests) }];
    }),
  );
}
