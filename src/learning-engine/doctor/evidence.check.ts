import { canonicalJson, sha256 } from '../json/canonical-json.js';
import { type JsonObject } from '../json/json.js';
import { type Check } from './finding.js';

/** A digest that an entry of the activation log names, and what has it. */
interface Named {
  id: string;
  algoKey: string;
  kind: 'preview' | 'evaluation';
  digest: string;
  /** Null where no report of this version and these parameters has it. */
  report: JsonObject | null;
}

/** $1 preview or evaluation. Both tables are alike. */
const NAMED = (table: string) => `
  SELECT a.id::text, a.algo_key AS "algoKey", $1::text AS kind, a.evidence ->> ($1::text || '_digest') AS digest, (
    SELECT e.report FROM ${table} e WHERE encode(e.digest, 'hex') = a.evidence ->> ($1::text || '_digest') AND e.algo_key = a.algo_key
      AND e.algo_version_id = a.algo_version_id AND e.params_id = a.params_id LIMIT 1) AS report
  FROM algo_activations a WHERE a.evidence ? ($1::text || '_digest') ORDER BY a.id`;

const WITHOUT_TABLE = `
  SELECT a.id::text, a.algo_key AS "algoKey", $1::text AS kind, a.evidence ->> ($1::text || '_digest') AS digest, NULL AS report
  FROM algo_activations a WHERE a.evidence ? ($1::text || '_digest') ORDER BY a.id`;

const TABLES = { preview: 'previews', evaluation: 'evaluations' };

/** What activations rest on is there, and is what it was. */
export const checkEvidence: Check = async (manager) => {
  const found: Named[] = [];
  for (const [kind, table] of Object.entries(TABLES)) {
    const [there] = await manager.query<{ is: boolean }[]>('SELECT to_regclass($1) IS NOT NULL AS is', [table]);
    found.push(...(await manager.query<Named[]>(there!.is ? NAMED(table) : WITHOUT_TABLE, [kind])));
  }
  return found
    .filter(({ report, digest }) => !report || sha256(canonicalJson(report)) !== digest)
    .map(({ id, algoKey, kind, digest, report }) => ({
      code: 'EVIDENCE_NOT_VERIFIED',
      subject: algoKey,
      message: report
        ? `The report of the ${kind} with the digest ${digest}, on which activation ${id} rests, is not the one that was made`
        : `Activation ${id} rests on a ${kind} with the digest ${digest}, which is not there`,
      remedy:
        'It was changed or removed in the database. Restore it from a backup, or find out anew what the version does and activate what should be active.',
    }));
};
