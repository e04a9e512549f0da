import { isRestored } from '../events/is-restored.js';
import { type Check } from './finding.js';

/** The order of the feed goes on where it was. */
export const checkFeedOrder: Check = async (manager) => {
  if (!(await isRestored(manager))) return [];
  return [
    {
      code: 'FEED_RESTORED',
      subject: 'engine_events',
      message: 'The last event is not of this server: the database was restored, and can record no new event',
      remedy: 'Run "learning-engine restored" as the owner of the tables.',
    },
  ];
};

const HELD_BACK = `
  SELECT extract(epoch FROM clock_timestamp() - recorded_at)::int AS seconds FROM engine_events
  WHERE (epoch, xid) >= ((SELECT max(epoch) FROM engine_events), pg_snapshot_xmin(pg_current_snapshot()))
    AND xid < pg_snapshot_xmax(pg_current_snapshot()) AND recorded_at < clock_timestamp() - interval '5 minutes'
  ORDER BY epoch, xid, id LIMIT 1`;

/** Readers get events soon after they were recorded. */
export const checkFeedLag: Check = async (manager) => {
  const rows = await manager.query<{ seconds: number }[]>(HELD_BACK);
  return rows.map(({ seconds }) => ({
    code: 'FEED_HELD_BACK',
    subject: 'engine_events',
    message: `Readers have been waiting for an event for ${seconds} s: a transaction that writes has not ended`,
    remedy:
      'End it. The first of SELECT pid, datname, xact_start FROM pg_stat_activity WHERE backend_xid IS NOT NULL ORDER BY xact_start ' +
      'is the oldest; SELECT * FROM pg_prepared_xacts shows those that were prepared.',
  }));
};
