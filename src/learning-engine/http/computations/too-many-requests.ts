import { RequestProblem } from '../problems/problem.js';

/** @param seconds after which the request may be sent again */
export const tooManyRequests = (seconds: number, detail?: string): RequestProblem =>
  new RequestProblem('too-many-requests', detail, undefined, { 'Retry-After': String(seconds) });
