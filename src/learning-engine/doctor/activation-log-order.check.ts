import { type Check, type Finding } from './finding.js';

/** A clock that was set back a little is no finding. */
const OUT_OF_ORDER = `
  SELECT DISTINCT algo_key AS "algoKey"
  FROM (SELECT algo_key, activated_at, lag(activated_at) OVER (PARTITION BY algo_key ORDER BY id) AS before
        FROM algo_activations) AS entry
  WHERE activated_at < before OR activated_at > clock_timestamp() + interval '1 minute'
  ORDER BY algo_key`;

/** Who may not read the sequence is not told. */
const MAY_READ = `SELECT FROM pg_class
  WHERE oid = to_regclass('algo_activations_id_seq') AND relkind = 'S' AND has_sequence_privilege(oid, 'SELECT')`;
const BEHIND = `
  SELECT FROM algo_activations_id_seq
  WHERE (SELECT max(id) FROM algo_activations) >= CASE WHEN is_called THEN last_value + 1 ELSE last_value END`;

/** Of one key, numbers and times of the entries say the same, and the next entry comes after all that are there. */
export const checkActivationLogOrder: Check = async (manager) => {
  const keys = await manager.query<{ algoKey: string }[]>(OUT_OF_ORDER);
  const readable = await manager.query<unknown[]>(MAY_READ);
  const behind = readable.length > 0 ? await manager.query<unknown[]>(BEHIND) : [];
  return [
    ...keys.map(({ algoKey }): Finding => ({
      code: 'ACTIVATION_LOG_OUT_OF_ORDER',
      subject: algoKey,
      message: `An entry of algo_activations for ${algoKey} is older than the one before it, or from the future`,
      remedy: 'Answers about the past may be wrong. Find out who wrote the entry, and compare with a backup.',
    })),
    ...behind.map((): Finding => ({
      code: 'ACTIVATION_LOG_NUMBERS_USED',
      subject: 'algo_activations_id_seq',
      message: 'The next number of algo_activations is not above those of its entries',
      remedy: "SELECT setval('algo_activations_id_seq', max(id)) FROM algo_activations",
    })),
  ];
};
