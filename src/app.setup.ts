import { type NestExpressApplication } from '@nestjs/platform-express';

/** What the service and the e2e tests set on the application alike. */
export function setupApp(app: NestExpressApplication): NestExpressApplication {
  app.disable('x-powered-by');
  return app;
}
