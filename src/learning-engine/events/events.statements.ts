import { CURSOR } from './event-cursor.js';

/**
 * Begins a statement that records events; their place and time are the database's. To be part of another one, as
 * `WITH ended AS (UPDATE … RETURNING id) ${INTO_EVENTS} SELECT 'job.ended', id, '{}' FROM ended`.
 */
export const INTO_EVENTS = 'INSERT INTO engine_events (type, key, payload)';

/** $1 type, $2 key, $3 payload */
export const RECORD = `${INTO_EVENTS} VALUES ($1, $2, $3)`;

const HORIZON = 'pg_snapshot_xmin(pg_current_snapshot())';
const LAST_EPOCH = '(SELECT max(epoch) FROM engine_events)';

/**
 * $1 epoch, $2 transaction, $3 number, $4 how many. Events of transactions before the oldest one that is still open: no other
 * event can come before these any more. Epochs before the last one are complete. At least one row, which also says whether
 * the position is ahead of all that this server has done, and whether events after it may have been removed.
 */
export const READ = `
  SELECT ${LAST_EPOCH} < $1::bigint OR ${LAST_EPOCH} = $1::bigint AND $2::xid8 >= pg_snapshot_xmax(pg_current_snapshot())
           AS "isAhead",
         NOT EXISTS (SELECT FROM engine_events WHERE (epoch, xid, id) <= ($1::bigint, $2::xid8, $3::bigint)) AS "isGone",
         ${CURSOR} AS cursor, type, key, payload::text AS payload, recorded_at AS "recordedAt"
  FROM (SELECT) AS always LEFT JOIN (
    SELECT * FROM engine_events
    WHERE (epoch, xid, id) > ($1::bigint, $2::xid8, $3::bigint) AND (epoch, xid) < (${LAST_EPOCH}, ${HORIZON})
    ORDER BY epoch, xid, id LIMIT $4
  ) AS event ON true
  ORDER BY epoch, xid, id`;

/** The last event that readers can have. */
export const LAST = `
  SELECT ${CURSOR} AS cursor FROM engine_events WHERE (epoch, xid) < (${LAST_EPOCH}, ${HORIZON})
  ORDER BY epoch DESC, xid DESC, id DESC LIMIT 1`;

/** The next event that readers cannot have yet, and for how long they have been waiting for it. */
export const LAG = `
  SELECT extract(epoch FROM clock_timestamp() - recorded_at)::text AS seconds FROM engine_events
  WHERE (epoch, xid) >= (${LAST_EPOCH}, ${HORIZON}) ORDER BY epoch, xid, id LIMIT 1`;

/** Until the end of a transaction no other one writes events, and all that did have ended. */
export const LOCK = 'LOCK TABLE engine_events IN SHARE ROW EXCLUSIVE MODE';

/** An epoch after all others, also after one that a backup does not know: the second in which it is opened. */
export const OPEN_EPOCH = `
  WITH opened AS (
    SELECT setval('engine_events_epoch', greatest(last_value + 1, ${LAST_EPOCH} + 1,
      extract(epoch FROM clock_timestamp())::bigint)) AS epoch FROM engine_events_epoch)
  ${INTO_EVENTS} SELECT 'feed.opened', epoch::text, '{}' FROM opened RETURNING key AS epoch`;
