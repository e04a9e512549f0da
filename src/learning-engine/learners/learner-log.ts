import { type PreparedStatement } from '../database/connections/query-prepared.js';
import { type Ask, milliseconds } from './learner-heads.js';
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

/** All entries of the logs of learners that a fold reads, as they were recorded, by learner. */
export async function readLogs(ask: Ask, learnerIds: readonly string[]): Promise<Map<string, FoldedEntry[]>> {
  const logs = new Map(learnerIds.map((id): [string, FoldedEntry[]] => [id, []]));
  let last: Pick<Entry, 'learner_id' | 'seq'> | undefined = BEFORE_ALL;
  while (last) {
    const rows: { entry: Entry }[] = await ask(READ_LOGS, [learnerIds, last.learner_id, last.seq, ENTRIES]);
    for (const { entry } of rows) logs.get(entry.learner_id)!.push(entry);
    last = rows[ENTRIES - 1]?.entry;
  }
  return logs;
}

/** That of one learner. */
export const readLog = async (ask: Ask, learnerId: string): Promise<FoldedEntry[]> =>
  (await readLogs(ask, [learnerId])).get(learnerId)!;
