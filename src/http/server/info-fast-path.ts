import { type NestExpressApplication } from '@nestjs/platform-express';
import { AuthUsers } from '../../auth/auth-users.js';
import { InfoService } from 'learning-engine';
import { answerInfoFromMemory } from 'learning-engine/http';

const INFO = '/v1/learning/info';

/**
 * Answers requests for the active versions before Nest's guards, pipes and interceptors, which cost as much as all else of such a
 * request, when there is nothing to check, to read or to wait for: no query, a token that was verified, and an answer that
 * is in memory. All other requests go on to the route of the controller, which answers them alike.
 */
export function infoFastPath(app: NestExpressApplication): void {
  const callers = app.get(AuthUsers);
  const service = app.get(InfoService);
  const express = app.getHttpAdapter().getInstance();
  express.get(INFO, (request, response, next) => {
    const isKnown = request.url === INFO && callers.knownAuthUserOf(request) !== undefined;
    if (!isKnown || !answerInfoFromMemory(service, request, response)) next();
  });
}
