/** As an event of the server that a backup was made on: this one has not come to its transaction. */
export const OF_ANOTHER_SERVER = `
  BEGIN; SET LOCAL session_replication_role = 'replica';
  INSERT INTO engine_events (epoch, xid, type, key, payload, recorded_at)
  SELECT max(epoch), '1000000000000'::xid8, 'test.written', 'in-dump', '{}', now() FROM engine_events; COMMIT`;
