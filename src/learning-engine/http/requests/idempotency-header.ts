/** The header by which a caller names a request that may be repeated. In a file without types of Express, which hosts may not have. */
export const IDEMPOTENCY_KEY = 'Idempotency-Key';
