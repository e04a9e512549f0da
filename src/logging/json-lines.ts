import { type DestinationStream, type Logger, pino } from 'pino';
import { visible } from './visible.js';

/** Standard output, written at once: the last lines before a crash are those that matter, and a line takes microseconds. */
function stdout(): DestinationStream {
  const stream = pino.destination({ fd: 1, sync: true });
  // A full disk, or a reader that is gone, costs lines and not the service.
  stream.on('error', () => undefined);
  return stream;
}

/** Writes each record as one line of JSON, in which nothing but its end is a control character. */
export function jsonLines(destination: DestinationStream = stdout()): Logger {
  const options = {
    level: 'trace', // ConsoleLogger has chosen by then
    base: null,
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
  };
  return pino(options, { write: (line) => destination.write(visible(line)) });
}
