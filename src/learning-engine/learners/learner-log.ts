import { type PreparedStatement } from '../database/connections/query-prepared.js';
import { type Ask, milliseconds } from './learner-heads.js';
import { type FoldedEntry } from './log-entry.js';

const COLUMNS = [
  'seq',
  'event_id',
  'version',
  'kind',
  `${milliseconds('at')} AS at`,
  'sequence',
  'quarantine',
  'item_id',
  'skill_ids',
  'correct',
  'score',
  'rating',
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

/** $1 learner, $2 after which entry, $3 most entries. A row for each, as JSON. */
const READ_LOG: PreparedStatement = {
  name: 'read_learner_log',
  text: `
  SELECT to_json(entry) AS entry FROM (
    SELECT ${COLUMNS} FROM learner_answers WHERE learner_id = $1 AND seq > $2 ORDER BY seq LIMIT $3
  ) AS entry`,
};

/** A statement of so many is through in the time that it has. */
const ENTRIES = 5000;

/** All entries of the log of a learner that a fold reads, as they were recorded. */
export async function readLog(ask: Ask, learnerId: string): Promise<FoldedEntry[]> {
  const log: FoldedEntry[] = [];
  for (;;) {
    const rows = await ask<{ entry: FoldedEntry }>(READ_LOG, [learnerId, log.at(-1)?.seq ?? 0, ENTRIES]);
    log.push(...rows.map(({ entry }) => entry));
    if (rows.length < ENTRIES) return log;
  }
}
