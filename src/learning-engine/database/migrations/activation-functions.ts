/**
 * The functions behind the triggers of active versions. Every name in them is looked up in the system's schema, or has its own:
 * no operator, type or table of anyone else is in the way. What kind of table called comes as an argument.
 *
 * @param schema of the tables, quoted
 */
export const activationFunctions = (schema: string): string[] => [
  lockKey(schema),
  checkLedger(schema),
  appendEntry(schema),
  dateEntry(schema),
  KEEP_ENTRY,
];

const FIXED_PATH = 'SET search_path = pg_catalog, pg_temp';

/** The same name in `EngineScope`. */
const LOCK_NAME = (key: string) => `'learning:' || quote_ident(TG_TABLE_SCHEMA) || ':' || ${key}`;

const findChangedKey = (schema: string) => `
    IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;
    IF TG_ARGV[0] = 'algo_params' THEN
      SELECT v.algo_key INTO changed_key FROM ${schema}.algo_versions v WHERE v.id = changed.algo_version_id;
    ELSE
      changed_key := changed.algo_key;
    END IF;`;

const readLive = (schema: string, key: string) => `
    SELECT v.id AS version_id, p.id AS params_id INTO live
      FROM ${schema}.algo_versions v LEFT JOIN ${schema}.algo_params p ON p.algo_version_id = v.id AND p.is_active
      WHERE v.algo_key = ${key} AND v.status = 'ACTIVE';`;

/** Changes of one key wait for each other. */
const lockKey = (schema: string) => `
  CREATE OR REPLACE FUNCTION algo_lock_key() RETURNS trigger LANGUAGE plpgsql ${FIXED_PATH} AS $$
  DECLARE
    changed record;
    changed_key text;
  BEGIN${findChangedKey(schema)}
    IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
      RAISE EXCEPTION 'Active versions cannot be changed at REPEATABLE READ or SERIALIZABLE'
        USING ERRCODE = 'feature_not_supported', HINT = 'Use READ COMMITTED.';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(${LOCK_NAME('changed_key')}, 0));
    RETURN changed;
  END $$`;

/** At commit, the active version is the one of the last entry. After an entry that retires the key, there is none. */
const checkLedger = (schema: string) => `
  CREATE OR REPLACE FUNCTION algo_check_ledger() RETURNS trigger LANGUAGE plpgsql ${FIXED_PATH} AS $$
  DECLARE
    changed record;
    changed_key text;
    live record;
    entry record;
  BEGIN${findChangedKey(schema)}${readLive(schema, 'changed_key')}
    SELECT a.algo_version_id AS version_id, a.params_id INTO entry
      FROM ${schema}.algo_activations a WHERE a.algo_key = changed_key ORDER BY a.id DESC LIMIT 1;
    IF live.version_id IS DISTINCT FROM entry.version_id OR live.params_id IS DISTINCT FROM entry.params_id THEN
      RAISE EXCEPTION 'The active version of % differs from the last entry of algo_activations', changed_key
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
          HINT = 'Change active versions through RegistryService, or write the entry in the same transaction. A key with an active version keeps one, or is retired by an entry.';
    END IF;
    RETURN NULL;
  END $$`;

/**
 * Each entry comes after the last one of its key, is the only one of its key in its transaction, names the active version and what has
 * changed, and has its id and its time from the database. A lock that is held until the end of the transaction marks that
 * it has its entry: unlike a setting it cannot be taken away, and unlike the number of a transaction it is the same in its
 * savepoints and in a restored backup.
 */
const appendEntry = (schema: string) => `
  CREATE OR REPLACE FUNCTION algo_append_entry() RETURNS trigger LANGUAGE plpgsql ${FIXED_PATH} AS $$
  DECLARE
    mark bigint := hashtextextended(${LOCK_NAME('NEW.algo_key')}, 1);
    live record;
    last record;
    refused text;
  BEGIN${readLive(schema, 'NEW.algo_key')}
    SELECT * INTO last FROM ${schema}.algo_activations a WHERE a.algo_key = NEW.algo_key ORDER BY a.id DESC LIMIT 1;
    refused := CASE
      WHEN NEW.activated_at IS NOT NULL OR NEW.id > (SELECT s.last_value FROM ${schema}.algo_activations_id_seq s)
        THEN 'has an id or a time that is not the database''s'
      WHEN NEW.id <= last.id
        THEN 'was numbered before the last one of its key was written'
      WHEN EXISTS (
        SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.pid = pg_backend_pid() AND l.granted
          AND l.objsubid = 1 AND (l.classid::bigint << 32 | l.objid::bigint) = mark)
        THEN 'is the second one of its transaction'
      WHEN (NEW.algo_version_id, NEW.params_id) IS NOT DISTINCT FROM (last.algo_version_id, last.params_id)
        THEN 'says what the last one of its key says'
      WHEN (NEW.algo_version_id, NEW.params_id) IS DISTINCT FROM (live.version_id, live.params_id)
        THEN 'names a pair that is not active'
      WHEN NEW.kind = 'params' AND NEW.algo_version_id IS DISTINCT FROM last.algo_version_id
        THEN 'says that only the parameter set has changed'
      WHEN NEW.restores_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM ${schema}.algo_activations a WHERE a.id = NEW.restores_id AND a.algo_key = NEW.algo_key
          AND a.algo_version_id = NEW.algo_version_id AND a.params_id IS NOT DISTINCT FROM NEW.params_id)
        THEN 'restores an entry that says something else'
    END;
    IF refused IS NOT NULL THEN
      RAISE EXCEPTION 'The entry of algo_activations for % %', NEW.algo_key, refused
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
          HINT = 'Change the active version first, then write one entry for the key in the same transaction, without id and activated_at.';
    END IF;
    PERFORM pg_advisory_xact_lock(mark);
    NEW.activated_at := greatest(clock_timestamp(), last.activated_at);
    RETURN NEW;
  END $$`;

/**
 * At commit, the entry gets the time of the commit: it was not visible before. Who writes entries may not change them, hence
 * the rights of the owner. With them it must touch no value of a table but its own, where all types are the system's.
 */
const dateEntry = (schema: string) => `
  CREATE FUNCTION algo_date_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER ${FIXED_PATH} AS $$
  BEGIN
    IF TG_RELID IS DISTINCT FROM (SELECT a.tableoid FROM ${schema}.algo_activations a LIMIT 1) THEN
      RAISE EXCEPTION 'algo_date_entry() is for algo_activations alone' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE ${schema}.algo_activations a SET activated_at = greatest(clock_timestamp(), (
        SELECT before.activated_at FROM ${schema}.algo_activations before
        WHERE before.algo_key = a.algo_key AND before.id < a.id ORDER BY before.id DESC LIMIT 1))
      WHERE a.id = NEW.id;
    RETURN NULL;
  END $$`;

/**
 * An entry never changes, but for its time, which `algo_date_entry` writes with the rights of the owner. A trigger of a table of
 * their own is within reach of all who may update entries; those rights are not.
 */
const KEEP_ENTRY = `
  CREATE FUNCTION algo_keep_entry() RETURNS trigger LANGUAGE plpgsql ${FIXED_PATH} AS $$
  DECLARE
    dated record := NEW;
  BEGIN
    dated.activated_at := OLD.activated_at;
    IF dated *= OLD AND pg_trigger_depth() > 1
      AND current_user = (SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = TG_RELID) THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % refused: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0]
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
  END $$`;
