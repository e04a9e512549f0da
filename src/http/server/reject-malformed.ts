import { randomUUID } from 'node:crypto';
import { type Server, STATUS_CODES } from 'node:http';
import { type Duplex } from 'node:stream';
import { problemResponse, type ProblemName, problemTypes, REQUEST_ID_HEADER } from 'learning-engine/http';

/** What Node's parser says of a request that is none. Anything else is malformed. */
const BY_CODE: Readonly<Record<string, ProblemName>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'payload-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

/** Has a server of Node answer in the common shape what it rejects by itself, before there is a request. */
export function rejectMalformed(server: Server): Server {
  return (
    server
      .on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
        if (error.code === 'ECONNRESET') socket.destroy();
        else reject(socket, BY_CODE[error.code ?? ''] ?? 'malformed-request');
      })
      .on('connect', (_request, socket: Duplex) => reject(socket, 'method-not-allowed', 'Allow: \r\n'))
      // Node would ask for every body at once. Here it is asked for when it is read: what is rejected is not even sent.
      .on('checkContinue', (request, response) => server.emit('request', request, response))
      .on('checkExpectation', ({ socket }) => reject(socket, 'expectation-failed'))
  );
}

/** Answers on the bare socket, and closes it: where a next request would begin is unknown. */
function reject(socket: Duplex, name: ProblemName, headers = ''): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { status } = problemTypes[name];
  const requestId = randomUUID();
  const body = JSON.stringify(problemResponse(name, requestId));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers}Content-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n${REQUEST_ID_HEADER}: ${requestId}\r\nConnection: close\r\n\r\n${body}`,
    // Otherwise the client could keep its side, and so the connection, for as long as it likes.
    () => socket.destroy(),
  );
}
