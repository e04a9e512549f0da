import { type NextFunction, type Request, type Response } from 'express';
import { type Socket } from 'node:net';
import { RequestProblem } from 'learning-engine/http';

/** A client that waits for an answer before it asks again has one. */
const MOST_WAITING = 10;

const waiting = new WeakMap<Socket, number>();

/**
 * Bounds how many requests of one connection wait for their answers. Node hands over all requests of a packet at once, and keeps
 * their answers in memory while the client takes none: a packet of 10 KB can ask for 200 of them.
 */
export function boundPipelining({ socket }: Request, response: Response, next: NextFunction): void {
  const before = waiting.get(socket) ?? 0;
  waiting.set(socket, before + 1);
  response.once('close', () => waiting.set(socket, waiting.get(socket)! - 1));
  next(before < MOST_WAITING ? undefined : tooManyWaiting());
}

const tooManyWaiting = () => new RequestProblem('too-many-requests', DETAIL, undefined, { 'Retry-After': '1' });

const DETAIL = `A connection may have ${MOST_WAITING} requests that wait for their answers.`;
