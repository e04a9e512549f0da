import { type OutgoingMessage } from 'node:http';

/** Whether an answer goes on until one side leaves: neither how long it takes nor that the client ends it says anything. */
export const isEventStream = (response: OutgoingMessage): boolean =>
  String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');
