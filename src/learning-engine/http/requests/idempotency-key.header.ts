/** The header by which a caller names a request that may be repeated. */
export const IDEMPOTENCY_KEY = 'Idempotency-Key';
