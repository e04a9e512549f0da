import { type NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import { type Application, type NextFunction, type Request, type Response } from 'express';
import { RequestProblem } from 'learning-engine/http';
import { openApiDocument } from './openapi-document.js';

/** Serves the API document at /docs/openapi.json, and for people at /docs. Without a token. */
export function serveDocs(app: NestExpressApplication): void {
  // The library would serve the sources of its pages as well.
  app.use('/docs', (request: Request, _response: Response, next: NextFunction) =>
    next(request.path.endsWith('.map') ? new RequestProblem('not-found') : undefined),
  );
  // The library would write the document out for each request: 200 requests in one packet would keep all others waiting.
  let document: Buffer | undefined;
  const express = app.getHttpAdapter().getInstance() as Application;
  express.get('/docs/openapi.json', (_request, response) => {
    document ??= Buffer.from(JSON.stringify(openApiDocument(app)));
    response.type('json').send(document);
  });
  SwaggerModule.setup('docs', app, () => openApiDocument(app), { raw: [] });
}
