import { type NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { httpRules } from './http/http-rules.js';
import { requestId } from './logging/request-id.middleware.js';
import { requestLog } from './logging/request-log.middleware.js';
import { serveDocs } from './openapi/serve-docs.js';

/** Options of NestFactory for the service and the e2e tests alike: bodies are read by our own interceptor. */
export const appOptions = { abortOnError: false, bodyParser: false } as const;

/** What the service and the e2e tests set on the application alike. */
export function setupApp(app: NestExpressApplication): NestExpressApplication {
  app.disable('x-powered-by');
  app.use(requestId, requestLog, helmet(), httpRules);
  serveDocs(app);
  return app;
}
