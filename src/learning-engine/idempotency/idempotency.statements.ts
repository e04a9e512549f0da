const now = 'clock_timestamp()';
const isExpired = `held.expires_at <= ${now}`;

/**
 * $1 scope, $2 user, $3 route, $4 key, $5 digest, $6 claim, $7 lease in seconds, $8 life in seconds. A row when the claim
 * holds the key: it was new, it had expired, or its last claim gave no answer and its lease is over. Repeated after its
 * answer was lost, it finds its own claim.
 */
export const CLAIM = `
  INSERT INTO idempotency_keys AS held (scope, user_id, route, key, body_sha256, claim_id, lease_until, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, ${now} + $7 * interval '1 second', ${now} + $8 * interval '1 second')
  ON CONFLICT ON CONSTRAINT pk_idempotency_keys DO UPDATE
  SET claim_id = excluded.claim_id, lease_until = excluded.lease_until, body_sha256 = excluded.body_sha256,
      expires_at = CASE WHEN ${isExpired} THEN excluded.expires_at ELSE held.expires_at END,
      run_id = CASE WHEN ${isExpired} THEN NULL ELSE held.run_id END,
      learner_id = NULL, status = NULL, response = NULL
  WHERE ${isExpired}
     OR (held.status IS NULL AND held.body_sha256 = excluded.body_sha256
         AND (held.lease_until <= ${now} OR held.claim_id = excluded.claim_id))
  RETURNING run_id AS "runId"`;

/** $1 scope, $2 user, $3 route, $4 key */
export const LOOK = `
  SELECT body_sha256 AS digest, status, response FROM idempotency_keys
  WHERE scope = $1 AND user_id = $2 AND route = $3 AND key = $4`;

const OWN = 'WHERE scope = $1 AND user_id = $2 AND route = $3 AND key = $4 AND claim_id = $5 AND status IS NULL';

/** $1 scope, $2 user, $3 route, $4 key, $5 claim, $6 status, $7 response, $8 learner. No row when the claim was lost. */
export const ANSWER = `
  UPDATE idempotency_keys SET status = $6, response = $7, learner_id = $8 ${OWN} RETURNING status`;

/** $1 scope, $2 user, $3 route, $4 key, $5 claim, $6 run. No row when the claim was lost. */
export const USE_RUN = `UPDATE idempotency_keys SET run_id = $6 ${OWN} RETURNING run_id`;

/** $1 scope, $2 user, $3 route, $4 key, $5 claim */
export const RELEASE = `UPDATE idempotency_keys SET lease_until = ${now} ${OWN}`;

/** $1 most rows */
export const SWEEP = `
  DELETE FROM idempotency_keys WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM idempotency_keys WHERE expires_at <= ${now} ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED))`;
