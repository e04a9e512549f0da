/**
 * The engine's own names are printed without their schema: a host may keep them in any. All others keep theirs: a function of
 * the host's is not the system's of the same name.
 */
const UNQUALIFIED = (definition: string, schema: string) =>
  [
    ['', 'algo_versions'],
    ['', 'algo_params'],
    ['', 'algo_runs'],
    ['', 'algo_activations'],
    ['', 'idempotency_keys'],
    ['', 'engine_events'],
    ['', 'job_runs'],
    ['', 'gate_settings'],
    ['', 'job_schedule'],
    ['', 'session_pins'],
    ['', 'run_retirements'],
    ['', 'run_failures'],
    ['FUNCTION ', 'algo_'],
  ].reduce(
    (text, [before, name]) =>
      `replace(${text}, '${before}' || ${schema}::regnamespace || '.${name}', '${before}${name}')`,
    definition,
  );

/** $1: the tables. A foreign key is kept by triggers on both of its tables, which can be switched off without a word. */
const CONSTRAINTS = `
  SELECT format('constraint %s.%s', c.conrelid::regclass, c.conname) AS name,
         pg_get_constraintdef(c.oid) || CASE WHEN EXISTS (
           SELECT FROM pg_trigger t WHERE t.tgconstraint = c.oid AND t.tgenabled NOT IN ('O', 'A')) THEN ' TRIGGERS OFF'
           ELSE '' END AS definition
  FROM pg_constraint c WHERE c.conrelid = ANY ($1::regclass[]) AND c.contype NOT IN ('n', 't')`;

/** That of a table in partitions is ON ONLY the table, and INVALID unless every partition has its part. */
const INDEXES = `
  SELECT format('index %s.%s', i.indrelid::regclass, c.relname),
         replace(${UNQUALIFIED('pg_get_indexdef(i.indexrelid)', 'c.relnamespace')}, ' ON ONLY ', ' ON ')
           || CASE WHEN i.indisvalid AND i.indisready AND i.indislive THEN '' ELSE ' INVALID' END
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = ANY ($1::regclass[])`;

const TRIGGERS = `
  SELECT format('trigger %s.%s', t.tgrelid::regclass, t.tgname),
         ${UNQUALIFIED('pg_get_triggerdef(t.oid)', 'c.relnamespace')}
           || CASE t.tgenabled WHEN 'D' THEN ' DISABLED' WHEN 'R' THEN ' REPLICA ONLY' ELSE '' END
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.oid = ANY ($1::regclass[]) AND NOT t.tgisinternal`;

/**
 * Those in the schema of the table: a trigger of the engine's that calls another is itself not as it was. What a function reads
 * depends on its settings as much as on its text: the search path, whose rights it has, and how new its view is (VOLATILE).
 * Who owns it may replace it, and who may execute it may have it called for a table of their own. And what removes runs as the owner.
 */
const FUNCTIONS = `
  SELECT DISTINCT format('function %s', p.proname),
         replace(btrim(regexp_replace(${UNQUALIFIED('pg_get_functiondef(p.oid)', 'p.pronamespace')}, '\\s+', ' ', 'g')),
           'SET search_path TO ' || quote_literal(n.nspname) || ',', 'SET search_path TO <schema of the tables>,')
           || CASE WHEN p.proowner <> c.relowner THEN ' OWNER ' || p.proowner::regrole ELSE '' END
           || CASE WHEN EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                WHERE a.grantee = 0) THEN ' EXECUTE BY PUBLIC' ELSE '' END
  FROM pg_class c JOIN pg_proc p ON p.pronamespace = c.relnamespace JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE c.oid = ANY ($1::regclass[])
    AND (p.proname = 'algo_retire_runs' OR EXISTS (
      SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgfoid = p.oid AND NOT t.tgisinternal))`;

/** What rejects rows that break a promise. */
export const GUARD_ITEMS = [CONSTRAINTS, INDEXES, TRIGGERS, FUNCTIONS];
