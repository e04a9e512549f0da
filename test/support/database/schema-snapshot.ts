import { type DataSource } from 'typeorm';

/** The schema as PostgreSQL itself describes it: columns, constraints, indexes and triggers, in a fixed order. */
export async function schemaSnapshot(dataSource: DataSource): Promise<string> {
  const rows = await dataSource.query<{ line: string }[]>(`
    SELECT format('%s: column %s %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                  CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
                  coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')) AS line
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'migrations'
    UNION ALL
    SELECT format('%s: constraint %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'migrations' AND contype <> 'n'
    UNION ALL
    SELECT format('%s: index %s', tablename, indexdef) FROM pg_indexes
    WHERE schemaname = 'public' AND tablename <> 'migrations'
    UNION ALL
    SELECT format('%s: trigger %s', tgrelid::regclass, pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL
    SELECT format('function %s', pg_get_functiondef(oid)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('table of the queue: %s', tablename) FROM pg_tables WHERE schemaname = 'learning_queue_public'
    ORDER BY line`);
  return rows.map(({ line }) => line).join('\n');
}
