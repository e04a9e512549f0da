import { type IncomingMessage, type ServerResponse } from 'node:http';

/** What a client may still send of a body that is not wanted: many read no answer before they have sent everything. */
const MOST_BYTES = 16 * 1024 * 1024;
const LOOK_EVERY_MS = 20;

/** Takes the rest of a body and throws it away; a connection that sends too much of it is closed. */
export function drain(request: IncomingMessage): void {
  const { socket } = request;
  const start = socket.bytesRead;
  request.resume();
  const look = setInterval(() => {
    if (request.complete || socket.destroyed) clearInterval(look);
    else if (socket.bytesRead - start > MOST_BYTES) socket.destroy();
  }, LOOK_EVERY_MS).unref();
}

/** Does so for each request that was answered before its body was read, as one without a token is. */
export function drainUnread(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  response.once('finish', () => {
    if (!request.complete) drain(request);
  });
  next();
}
