import { type Server } from 'node:http';
import { type Socket } from 'node:net';

/** What requests under way may take after the service was told to stop. */
const GRACE_MS = 10_000;

/**
 * Watches a server's connections, so that it can be closed without waiting for those that ask for nothing: kept alive,
 * just opened, or in the middle of sending a request.
 *
 * @returns a function to call just before closing the server: requests under way get their answers, for at most 10 s
 */
export function drainable(server: Server): () => void {
  const quiet = new Set<Socket>();
  let isDraining = false;
  server.on('connection', (socket) => {
    quiet.add(socket);
    socket.on('close', () => quiet.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    quiet.delete(socket);
    response.on('close', () => {
      if (isDraining) socket.destroySoon();
      else if (!socket.destroyed) quiet.add(socket);
    });
  });
  return () => {
    isDraining = true;
    for (const socket of quiet) socket.destroy();
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
  };
}
