import { Reflector } from '@nestjs/core';
import { type Request } from 'express';
import { RequestProblem } from '../problems/problem.js';
import { drain } from './drain.js';
import { askForBody } from './read-bytes.js';

/** How long the answer of a route may take that reads its body by itself, in milliseconds: with the time that the body takes. */
export const StreamedBody = Reflector.createDecorator<number>();

interface StreamOptions {
  /** The one that is taken, without compression: a few bytes could be more than any limit. */
  mediaType: string;
  /** Bytes. */
  limit: number;
  signal: AbortSignal;
}

/**
 * The bytes of a body while it comes: what was taken is in the hands of the caller, and not kept here.
 *
 * @throws RequestProblem
 */
export function streamedBytes(request: Request, options: StreamOptions): AsyncGenerator<Uint8Array> {
  try {
    const isPlain = (request.headers['content-encoding'] ?? 'identity').toLowerCase() === 'identity';
    if (!isPlain || request.is(options.mediaType) !== options.mediaType)
      throw new RequestProblem('unsupported-media-type');
    if (Number(request.headers['content-length']) > options.limit) throw new RequestProblem('payload-too-large');
  } catch (problem) {
    drain(request);
    throw problem;
  }
  return taken(request, options);
}

async function* taken(request: Request, { limit, signal }: StreamOptions): AsyncGenerator<Uint8Array> {
  try {
    askForBody(request);
    let length = 0;
    // Its connection stays: an answer is to be sent on it.
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      signal.throwIfAborted();
      length += (piece as Uint8Array).length;
      if (length > limit) throw new RequestProblem('payload-too-large');
      yield piece as Uint8Array;
    }
  } catch (error) {
    throw request.readableAborted ? new RequestProblem('malformed-request', 'The body was cut off.') : error;
  } finally {
    if (!request.complete) drain(request);
  }
}
