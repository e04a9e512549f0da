import { type Request, type Response } from 'express';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type InfoService } from '../../info/info.service.js';
import { withEntityTag } from '../conditional/entity-tag.js';
import { toInfoResponse } from './info.mapper.js';

/**
 * Answers a request for the active versions as its route does, without the guards and interceptors of Nest, which cost as much as
 * all else of such a request. For a caller who is known already.
 *
 * @returns whether it is answered: when the answer is in memory
 */
export function answerInfoFromMemory(info: InfoService, request: IncomingMessage, response: ServerResponse): boolean {
  const known = info.getInfoInMemory();
  const to = response as Response;
  if (known) to.send(withEntityTag(request as Request, to, toInfoResponse(known)));
  return known !== undefined;
}
