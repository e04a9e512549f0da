import { type DestinationStream, type Logger, pino } from 'pino';
import { visible } from './visible.js';

/**
 * Standard output, written at once: the last lines before a crash are those that matter, and a line takes microseconds.
 * A full disk, or a reader that is gone, costs lines and not the service.
 */
export function lineStream(fd = 1): DestinationStream {
  // A stream that failed keeps what it could not write, more and more of it: a new one takes its place.
  const open = () => pino.destination({ fd, sync: true }).once('error', () => (stream = open()));
  let stream = open();
  return { write: (line) => void stream.write(line) };
}

/** Writes each record as one line of JSON, in which nothing but its end is a control character. */
export function jsonLines(destination: DestinationStream = lineStream()): Logger {
  const options = {
    level: 'trace', // ConsoleLogger has chosen by then
    base: null,
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
  };
  return pino(options, { write: (line) => destination.write(visible(line)) });
}
