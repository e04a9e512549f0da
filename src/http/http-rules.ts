import { type NextFunction, type Request, type Response } from 'express';
import { RequestProblem } from './problem.js';

/** Pages and texts. */
const OTHER_THAN_JSON = /^\/(docs|metrics)(\/|$)/;

/** Refuses what HTTP or this service does not allow of any request. */
export function httpRules(request: Request, _response: Response, next: NextFunction): void {
  if (request.httpVersion === '1.1' && request.headers.host === undefined) {
    next(new RequestProblem('malformed-request', 'A Host header is required.'));
  } else if (
    !OTHER_THAN_JSON.test(request.path) &&
    !request.accepts(['application/json', 'application/problem+json'])
  ) {
    next(new RequestProblem('not-acceptable'));
  } else {
    next();
  }
}
