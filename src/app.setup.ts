import { type NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { Env } from './config/env.js';
import { corsOptions } from './http/cors-options.js';
import { httpRules } from './http/http-rules.js';
import { serveKnownCallers } from './learning/serve-known-callers.js';
import { requestId } from './logging/request-id.middleware.js';
import { requestLog } from './logging/request-log.middleware.js';
import { serveDocs } from './openapi/serve-docs.js';

/** Options of NestFactory for the service and the e2e tests alike: bodies are read by our own interceptor. */
export const appOptions = { abortOnError: false, bodyParser: false } as const;

/** Whether the service is reached by https is for whoever puts TLS in front of it: without, its pages would not load. */
const HELMET = { contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } };

/** What the service and the e2e tests set on the application alike. */
export function setupApp(app: NestExpressApplication): NestExpressApplication {
  app.disable('x-powered-by');
  app.use(requestId, requestLog, helmet(HELMET));
  const { CORS_ORIGINS, RATE_LIMIT_PER_MINUTE } = app.get(Env);
  if (CORS_ORIGINS.length > 0) app.enableCors(corsOptions(CORS_ORIGINS));
  app.use(httpRules);
  // Every request counts towards a limit, and it is a guard that counts.
  if (!RATE_LIMIT_PER_MINUTE) serveKnownCallers(app);
  serveDocs(app);
  return app;
}
