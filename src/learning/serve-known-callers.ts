import { type NestExpressApplication } from '@nestjs/platform-express';
import { VerifiedTokens } from '../auth/verified-tokens.js';
import { withEntityTag } from '../http/with-entity-tag.js';
import { LearningController } from './learning.controller.js';

const INFO = '/v1/learning/info';

/**
 * Answers who asks again what is live before Nest's guards, pipes and interceptors, which cost as much as all else of such
 * a request: whoever has a token that was verified may ask, and there is nothing to be read or checked. All other requests
 * go on to the route of the controller, which answers them alike.
 */
export function serveKnownCallers(app: NestExpressApplication): void {
  const verified = app.get(VerifiedTokens);
  const controller = app.get(LearningController);
  const express = app.getHttpAdapter().getInstance();
  express.get(INFO, (request, response, next) => {
    if (request.url !== INFO || !verified.callerOf(request)) {
      next();
      return;
    }
    controller
      .getInfo({})
      .then((info) => response.send(withEntityTag(request, response, info)))
      .catch(next);
  });
}
