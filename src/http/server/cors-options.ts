import {
  type CorsOptions,
  type CorsOptionsDelegate,
} from '@nestjs/common/interfaces/external/cors-options.interface.js';
import { type Request } from 'express';

/** What pages of other origins may do. An OPTIONS that is no preflight of a browser is answered as without them. */
export const corsOptions = (origins: readonly string[]): CorsOptionsDelegate<Request> => {
  const options = optionsFor(origins);
  return ({ headers }, use) => {
    const isPreflight = headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
    use(null, { ...options, preflightContinue: !isPreflight });
  };
};

/** Tokens are sent by scripts, so no credentials of the browser are let through. */
const optionsFor = (origins: readonly string[]): CorsOptions => ({
  origin: origins.includes('*') ? '*' : [...origins],
  methods: ['GET', 'POST', 'PUT', 'DELETE'],
  allowedHeaders: [
    'Authorization',
    'Content-Type',
    'Idempotency-Key',
    'If-Match',
    'If-None-Match',
    'Last-Event-ID',
    'x-request-id',
  ],
  exposedHeaders: [
    ...['ETag', 'Location', 'Retry-After', 'WWW-Authenticate', 'x-request-id'],
    ...['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'],
  ],
  maxAge: 600,
});
