import { DoctorService } from 'learning-engine';
import { type Drift, itFindsExactly } from '../support/engine/seeded-drifts.js';
import { useEngine } from '../support/engine/use-engine.js';

const rewrite = (before: string, after: string) =>
  `DO $do$ BEGIN EXECUTE replace(pg_get_functiondef('algo_refuse'::regproc), '${before}', '${after}'); END $do$`;

const FUNCTIONS: Drift[] = [
  [
    'a function that rejects nothing',
    rewrite('BEGIN', 'BEGIN RETURN OLD;'),
    rewrite('BEGIN RETURN OLD;', 'BEGIN'),
    'SCHEMA_CHANGED function algo_refuse',
  ],
  [
    'a function that differs in no more than a cast',
    rewrite('TG_ARGV[0]', 'TG_ARGV[0]::text'),
    rewrite('TG_ARGV[0]::text', 'TG_ARGV[0]'),
    'SCHEMA_CHANGED function algo_refuse',
  ],
  [
    'a function that finds temporary tables first',
    'ALTER FUNCTION algo_check_ledger() SET search_path = pg_temp, pg_catalog',
    'ALTER FUNCTION algo_check_ledger() SET search_path = pg_catalog, pg_temp',
    'SCHEMA_CHANGED function algo_check_ledger',
  ],
  [
    'a function that finds the tables of the caller first',
    'ALTER FUNCTION algo_check_ledger() RESET search_path',
    'ALTER FUNCTION algo_check_ledger() SET search_path = pg_catalog, pg_temp',
    'SCHEMA_CHANGED function algo_check_ledger',
  ],
  [
    'a function with the rights of its owner',
    'ALTER FUNCTION algo_append_entry() SECURITY DEFINER',
    'ALTER FUNCTION algo_append_entry() SECURITY INVOKER',
    'SCHEMA_CHANGED function algo_append_entry',
  ],
  [
    'a function that everybody may attach to a table',
    'GRANT EXECUTE ON FUNCTION algo_date_entry() TO PUBLIC',
    'REVOKE EXECUTE ON FUNCTION algo_date_entry() FROM PUBLIC',
    'SCHEMA_CHANGED function algo_date_entry',
  ],
  [
    'a function that another role may replace',
    'ALTER FUNCTION algo_lock_key() OWNER TO pg_monitor',
    'ALTER FUNCTION algo_lock_key() OWNER TO CURRENT_USER',
    'SCHEMA_CHANGED function algo_lock_key',
  ],
  [
    'a sequence that writers of entries may not read',
    'REVOKE SELECT ON SEQUENCE algo_activations_id_seq FROM PUBLIC',
    'GRANT SELECT ON SEQUENCE algo_activations_id_seq TO PUBLIC',
    'SCHEMA_CHANGED sequence algo_activations_id_seq',
  ],
  [
    'a sequence that writers of events may not read',
    'REVOKE SELECT ON SEQUENCE engine_events_epoch FROM PUBLIC',
    'GRANT SELECT ON SEQUENCE engine_events_epoch TO PUBLIC',
    'SCHEMA_CHANGED sequence engine_events_epoch',
  ],
  [
    'a function that sees what was there before it waited',
    'ALTER FUNCTION algo_append_entry() STABLE',
    'ALTER FUNCTION algo_append_entry() VOLATILE',
    'SCHEMA_CHANGED function algo_append_entry',
  ],
];

describe(`${DoctorService.name}, of the functions of triggers`, () => {
  const engine = useEngine({ runs: { reaper: false } });

  itFindsExactly(engine, FUNCTIONS);
});
