import { type Check } from './finding.js';

const DISAGREEING = `
  SELECT DISTINCT algo_key AS "algoKey"
  FROM (
    SELECT v.algo_key, v.id AS version_id, p.id AS params_id
    FROM algo_versions v LEFT JOIN algo_params p ON p.algo_version_id = v.id AND p.is_active
    WHERE v.status = 'ACTIVE'
  ) AS active
  FULL JOIN (
    SELECT DISTINCT ON (algo_key) algo_key, algo_version_id AS version_id, params_id
    FROM algo_activations ORDER BY algo_key, id DESC
  ) AS entry USING (algo_key)
  WHERE (active.version_id, active.params_id) IS DISTINCT FROM (entry.version_id, entry.params_id)
  ORDER BY algo_key`;

/** The active version is the one of the last entry of the activation log. */
export const checkActivationLog: Check = async (manager) => {
  const rows = await manager.query<{ algoKey: string }[]>(DISAGREEING);
  return rows.map(({ algoKey }) => ({
    code: 'ACTIVATION_LOG_DISAGREES',
    subject: algoKey,
    message: `The active version of ${algoKey} differs from the last entry of algo_activations`,
    remedy:
      'The triggers were switched off. Find out by whom, activate what should be active, and write the missing entry.',
  }));
};
