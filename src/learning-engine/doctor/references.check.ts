import { type Check } from './finding.js';

/**
 * A foreign key says nothing of rows that came or went while its triggers were off. Of runs, which are many, only each version
 * is looked up: from index entry to index entry.
 */
const BROKEN = `
  WITH RECURSIVE run_versions AS (
    (SELECT algo_version_id AS id FROM algo_runs ORDER BY algo_version_id LIMIT 1)
    UNION ALL
    SELECT (SELECT algo_version_id FROM algo_runs WHERE algo_version_id > previous.id ORDER BY algo_version_id LIMIT 1)
    FROM run_versions AS previous WHERE previous.id IS NOT NULL
  )
  SELECT 'algo_params' AS "table", p.id::text AS row
  FROM algo_params p WHERE NOT EXISTS (SELECT FROM algo_versions v WHERE v.id = p.algo_version_id)
  UNION ALL
  SELECT 'algo_activations', a.id::text FROM algo_activations a
  WHERE a.algo_version_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM algo_versions v WHERE (v.id, v.algo_key) = (a.algo_version_id, a.algo_key))
    OR a.params_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM algo_params p WHERE (p.id, p.algo_version_id) = (a.params_id, a.algo_version_id))
    OR a.restores_id IS NOT NULL AND NOT EXISTS (SELECT FROM algo_activations e WHERE e.id = a.restores_id)
  UNION ALL
  SELECT 'algo_runs', 'of version ' || r.id FROM run_versions r
  WHERE r.id IS NOT NULL AND NOT EXISTS (SELECT FROM algo_versions v WHERE v.id = r.id)
  ORDER BY 1, 2`;

/** What was active or has run is still there. */
export const checkReferences: Check = async (manager) => {
  const rows = await manager.query<{ table: string; row: string }[]>(BROKEN);
  return rows.map(({ table, row }) => ({
    code: 'REFERENCE_BROKEN',
    subject: `${table} ${row}`,
    message: `${table} ${row} refers to a version, a parameter set or an entry that does not exist`,
    remedy: 'It was deleted while foreign keys were off. Restore it, with its id, from a backup.',
  }));
};
