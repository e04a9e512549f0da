import { type NestExpressApplication } from '@nestjs/platform-express';
import { type RequestHandler } from 'express';
import helmet from 'helmet';
import { Env } from '../config/env.js';
import { isProduction } from '../config/is-production.js';
import { boundPipelining } from '../http/server/bound-pipelining.js';
import { corsOptions } from '../http/server/cors-options.js';
import { drainUnread } from 'learning-engine/http';
import { httpRules } from '../http/server/http-rules.js';
import { infoFastPath } from '../http/server/info-fast-path.js';
import { requestId, requestLog } from '../logging/request-log.js';
import { serveDocs } from '../openapi/serve-docs.js';
import { isTraced } from '../tracing/is-traced.js';
import { requestSpan } from '../tracing/request-span.js';

/** Options of NestFactory for the service and the e2e tests alike: bodies are read by our own interceptor. */
export const appOptions = { abortOnError: false, bodyParser: false } as const;

/**
 * The service speaks plain HTTP: to say that it is reached by https is for the proxy that has TLS (RFC 6797, 7.2), and without
 * TLS the pages would not load.
 */
const HELMET = {
  strictTransportSecurity: false,
  contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
};

/**
 * What the service and the e2e tests set on the application alike.
 *
 * @param answerTenants answers requests of tenants, where there are several, and lets others go on
 */
export function setupApp(app: NestExpressApplication, answerTenants?: RequestHandler): NestExpressApplication {
  if (isTraced()) app.use(requestSpan);
  app.use(requestId, requestLog, drainUnread, helmet(HELMET), boundPipelining);
  const env = app.get(Env);
  const { CORS_ORIGINS, DOCS } = env;
  if (CORS_ORIGINS.length > 0) app.enableCors(corsOptions(CORS_ORIGINS));
  if (answerTenants) app.use(answerTenants);
  setRules(app);
  if (DOCS ?? !isProduction(env)) serveDocs(app);
  return app;
}

/** What the application of a tenant needs, behind all that the service has done to a request by then. */
export const setupTenantApp = (app: NestExpressApplication): NestExpressApplication => setRules(app);

function setRules(app: NestExpressApplication): NestExpressApplication {
  const { RATE_LIMIT_PER_MINUTE, TRUSTED_PROXIES } = app.get(Env);
  app.disable('x-powered-by');
  app.set('trust proxy', TRUSTED_PROXIES);
  app.set('etag', false); // what is not to be kept needs no tag
  app.use(httpRules);
  // Every request counts towards a limit, and it is a guard that counts.
  if (!RATE_LIMIT_PER_MINUTE) infoFastPath(app);
  return app;
}
