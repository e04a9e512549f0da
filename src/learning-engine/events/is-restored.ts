import { type EntityManager } from 'typeorm';

/** The last event is of a transaction or of an epoch that this server has not come to. The epoch is compared if the role may read it. */
const RESTORED = `
  SELECT FROM (SELECT epoch, xid FROM engine_events ORDER BY epoch DESC, xid DESC LIMIT 1) AS last,
    to_regclass('engine_events_epoch') AS opened
  WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())
     OR epoch > CASE WHEN has_sequence_privilege(opened, 'SELECT') THEN pg_sequence_last_value(opened) END`;

/** Whether the database was restored from a backup and the feed has no new epoch since, as far as the numbers of transactions show it. */
export const isRestored = async (manager: EntityManager): Promise<boolean> =>
  (await manager.query<unknown[]>(RESTORED)).length > 0;
