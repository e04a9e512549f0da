import { type PreparedStatement } from '../database/connections/query-prepared.js';
import { type Ask, type Head, milliseconds } from './learner-heads.js';
import { type FoldedEntry } from './log-entry.js';

/** The columns of an entry that a fold reads. */
export const FOLDED_COLUMNS = [
  'seq',
  'event_id',
  'version',
  'kind',
  `${milliseconds('at')} AS at`,
  'sequence',
  'quarantine',
  'item_id',
  'item_version',
  'skill_ids',
  'correct',
  'score',
  'rating',
  'option',
  'option_count',
  'guess',
  'duration_ms',
  'hints',
  'attempt',
  'context',
  'session_id',
  'day_offset_minutes',
  'decision',
  'scope_kind',
  'scope_id',
  `${milliseconds('expires_at')} AS expires_at`,
].join(', ');

/** $1 learners; after which entry: $2 learner, $3 seq; $4 most entries. A row for each, as JSON. */
const READ_LOGS: PreparedStatement = {
  name: 'read_learner_logs',
  text: `
  SELECT to_json(entry) AS entry FROM (
    SELECT learner_id, ${FOLDED_COLUMNS} FROM learner_answers WHERE learner_id = ANY ($1::uuid[]) AND (learner_id, seq) > ($2, $3)
    ORDER BY learner_id, seq LIMIT $4
  ) AS entry`,
};

type Entry = FoldedEntry & { learner_id: string };

/** A statement of so many is through in the time that it has. */
const ENTRIES = 5000;

const BEFORE_ALL = { learner_id: '00000000-0000-0000-0000-000000000000', seq: 0 };

/**
 * All entries that a fold reads of some persons, as of their heads, by learner: log after log, each as it was recorded. Of an event that
 * several accounts of a person have, those of the first account alone.
 */
export async function readLogs(ask: Ask, heads: Iterable<Head>): Promise<Map<string, FoldedEntry[]>> {
  const persons = [...heads];
  const logs = new Map(
    persons.flatMap(({ accounts }) =>
      [...accounts].map(([id, { lastSeq }]): [string, { lastSeq: number; entries: Entry[] }] => [
        id,
        { lastSeq, entries: [] },
      ]),
    ),
  );
  const ids = [...logs.keys()];
  let last: Pick<Entry, 'learner_id' | 'seq'> | undefined = BEFORE_ALL;
  while (last) {
    const rows: { entry: Entry }[] = await ask(READ_LOGS, [ids, last.learner_id, last.seq, ENTRIES]);
    for (const { entry } of rows) {
      const log = logs.get(entry.learner_id)!;
      if (entry.seq <= log.lastSeq) log.entries.push(entry);
    }
    last = rows[ENTRIES - 1]?.entry;
  }
  return new Map(
    persons.map(({ id, accounts }) => [id, unionOfLogs([...accounts.keys()].map((one) => logs.get(one)!.entries))]),
  );
}

/** That of one person. */
export const readLog = async (ask: Ask, head: Head): Promise<FoldedEntry[]> =>
  (await readLogs(ask, [head])).get(head.id)!;

/** The log of a person, from those of the accounts: of an event that several have, the entries of the first account alone. */
export function unionOfLogs<Of extends Pick<FoldedEntry, 'event_id'>>([first, ...others]: readonly Of[][]): Of[] {
  if (others.length === 0) return first!;
  const all = [...first!];
  const known = new Set(first!.map(({ event_id }) => event_id));
  for (const log of others) {
    const added = log.filter(({ event_id }) => !known.has(event_id));
    for (const entry of added) known.add(entry.event_id);
    all.push(...added);
  }
  return all;
}
