import { isProduction } from './is-production.js';

const MIN_LENGTH = 32;

/** What RFC 6750 lets stand in an Authorization header. */
const BEARER = /^[\w.~+/-]+=*$/;

/** What is wrong with the token that `GET /metrics` asks for. */
export function metricsTokenProblem(token: unknown, env: { METRICS: boolean; NODE_ENV: string }): string | undefined {
  if (token === undefined) {
    return env.METRICS && isProduction(env) ? 'must be set in production where METRICS is true' : undefined;
  }
  return typeof token === 'string' && BEARER.test(token) && token.length >= MIN_LENGTH
    ? undefined
    : `must be at least ${MIN_LENGTH} of the characters that a bearer token may have: make one by openssl rand -hex 32`;
}
