import { type MigrationInterface, type QueryRunner } from 'typeorm';

const FIXED_PATH = 'SET search_path = pg_catalog, pg_temp';

/** Ids and counts: no value that a person typed passes as one. */
const IDS_ONLY = `jsonb_typeof(payload) = 'object' AND octet_length(payload::text) <= 4096
  AND NOT jsonb_path_exists(payload, 'strict $.* ? (!(@.type() == "null"
    || @.type() == "number" && @ >= -9007199254740991 && @ <= 9007199254740991 && @.floor() == @
    || @.type() == "string" && @ like_regex "^[A-Za-z0-9._:~-]{1,200}$"))')
  AND NOT jsonb_path_exists(payload, 'strict $.keyvalue().key ? (!(@ like_regex "^[a-z][a-z0-9_]{0,99}$"))')`;

const TABLE = `
  CREATE TABLE engine_events (
    epoch bigint NOT NULL,
    xid xid8 NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    type varchar NOT NULL,
    key varchar NOT NULL,
    payload jsonb NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT pk_engine_events PRIMARY KEY (epoch, xid, id),
    CONSTRAINT ck_engine_events_type CHECK (type ~ '^[a-z][a-z0-9_-]*([.][a-z][a-z0-9_-]*)+$' AND octet_length(type) <= 100),
    CONSTRAINT ck_engine_events_key CHECK (octet_length(key) <= 256),
    CONSTRAINT ck_engine_events_payload CHECK (${IDS_ONLY})
  )`;

/**
 * The place of an event: its epoch, its transaction, its number. The epoch is read from a sequence, which is the same for
 * a transaction with an old snapshot. A last event of a transaction that this server has not begun yet is from another
 * server: new events would come before it, where no reader looks any more.
 */
const stampEvent = (schema: string) => `
  CREATE FUNCTION algo_stamp_event() RETURNS trigger LANGUAGE plpgsql ${FIXED_PATH} AS $$
  DECLARE
    last record;
  BEGIN
    IF NEW.epoch IS NOT NULL OR NEW.xid IS NOT NULL OR NEW.recorded_at IS NOT NULL THEN
      RAISE EXCEPTION 'An event has its epoch, its transaction and its time from the database'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
          HINT = 'Insert type, key and payload.';
    END IF;
    NEW.epoch := (SELECT s.last_value FROM ${schema}.engine_events_epoch s);
    NEW.xid := pg_current_xact_id();
    NEW.recorded_at := clock_timestamp();
    SELECT e.epoch, e.xid INTO last FROM ${schema}.engine_events e ORDER BY e.epoch DESC, e.xid DESC LIMIT 1;
    IF last.epoch > NEW.epoch
      OR last.epoch = NEW.epoch AND last.xid > NEW.xid AND last.xid >= pg_snapshot_xmax(pg_current_snapshot()) THEN
      RAISE EXCEPTION 'The events of this database do not continue where they were: it was restored from a backup'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'engine_events_restored', TABLE = TG_TABLE_NAME,
          HINT = 'Run "learning-engine restored" as the owner of the tables.';
    END IF;
    RETURN NEW;
  END $$`;

/**
 * An entry of the activation log is an event of the same transaction, regardless of the writer: also of one that may not write
 * events, such as a release before this table. Hence the rights of the owner, as for `algo_date_entry`.
 */
const recordActivation = (schema: string) => `
  CREATE FUNCTION algo_record_activation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER ${FIXED_PATH} AS $$
  BEGIN
    IF TG_RELID IS DISTINCT FROM (SELECT a.tableoid FROM ${schema}.algo_activations a LIMIT 1) THEN
      RAISE EXCEPTION 'algo_record_activation() is for algo_activations alone' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO ${schema}.engine_events (type, key, payload) VALUES ('algorithm.activated', NEW.algo_key,
      jsonb_build_object('activation_id', NEW.id::text, 'algo_version_id', NEW.algo_version_id, 'params_id', NEW.params_id));
    RETURN NULL;
  END $$`;

const KEPT = 'Events are append-only, and kept for 30 days.';

const TRIGGERS = [
  `CREATE TRIGGER engine_events_stamp BEFORE INSERT ON engine_events
   FOR EACH ROW EXECUTE FUNCTION algo_stamp_event()`,
  `CREATE TRIGGER engine_events_append_only BEFORE UPDATE ON engine_events
   FOR EACH ROW EXECUTE FUNCTION algo_refuse('${KEPT}')`,
  `CREATE TRIGGER engine_events_keep_recent BEFORE DELETE ON engine_events
   FOR EACH ROW WHEN (OLD.recorded_at > clock_timestamp() - interval '30 days') EXECUTE FUNCTION algo_refuse('${KEPT}')`,
  `CREATE TRIGGER engine_events_no_truncate BEFORE TRUNCATE ON engine_events
   FOR EACH STATEMENT EXECUTE FUNCTION algo_refuse('${KEPT}')`,
  `CREATE TRIGGER algo_activations_insert_is_recorded AFTER INSERT ON algo_activations
   FOR EACH ROW EXECUTE FUNCTION algo_record_activation()`,
];

const FUNCTIONS = ['algo_stamp_event', 'algo_record_activation'];

/**
 * engine_events: what has happened, in an order that a reader can follow. An epoch is named by the second in which it was
 * opened, so that no two of them have the same name, not even where a backup does not know of the last one.
 */
export class CreateEngineEvents1795000000024 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const [{ schema }] = (await queryRunner.query('SELECT quote_ident(current_schema()) AS schema')) as [
      { schema: string },
    ];
    await queryRunner.query(TABLE);
    await queryRunner.query('CREATE SEQUENCE engine_events_epoch AS bigint OWNED BY engine_events.epoch');
    await queryRunner.query('GRANT SELECT ON SEQUENCE engine_events_epoch TO PUBLIC');
    await queryRunner.query("SELECT setval('engine_events_epoch', extract(epoch FROM clock_timestamp())::bigint)");
    for (const statement of [stampEvent(schema), recordActivation(schema), ...TRIGGERS]) {
      await queryRunner.query(statement);
    }
    for (const name of FUNCTIONS) await queryRunner.query(`REVOKE EXECUTE ON FUNCTION ${name}() FROM PUBLIC`);
    await queryRunner.query(
      "INSERT INTO engine_events (type, key, payload) SELECT 'feed.opened', last_value::text, '{}'::jsonb FROM engine_events_epoch",
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER algo_activations_insert_is_recorded ON algo_activations');
    await queryRunner.query('DROP TABLE engine_events'); // and its sequences
    for (const name of FUNCTIONS) await queryRunner.query(`DROP FUNCTION ${name}()`);
  }
}
