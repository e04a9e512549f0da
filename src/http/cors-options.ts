import { type CorsOptions } from '@nestjs/common/interfaces/external/cors-options.interface.js';

/** What pages of other origins may do. Tokens are sent by scripts, so no credentials of the browser are let through. */
export const corsOptions = (origins: readonly string[]): CorsOptions => ({
  origin: origins.includes('*') ? '*' : [...origins],
  methods: ['GET', 'POST'],
  allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-None-Match', 'x-request-id'],
  exposedHeaders: [
    ...['ETag', 'Retry-After', 'WWW-Authenticate', 'x-request-id'],
    ...['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'],
  ],
  maxAge: 600,
});
