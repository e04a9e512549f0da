import { type Logger, pino } from 'pino';
import { visible } from 'learning-engine';

/** Where lines go. */
export interface LineStream {
  write(line: string): void;
  /** Writes what was only gathered so far. */
  flush?(): void;
}

const ENOUGH = 8192;
const SOON_MS = 50;

/**
 * Standard output. Lines are gathered for a moment and go together: one by one, each would cost as much as the request that
 * it tells of. A full disk, or a reader that is gone, costs lines and not the service.
 */
export function lineStream(fd = 1): Required<LineStream> {
  // A stream that failed keeps what it could not write, more and more of it: a new one takes its place.
  const open = () => pino.destination({ fd, sync: true }).once('error', () => (stream = open()));
  let stream = open();
  let gathered = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const lines = gathered;
    gathered = '';
    if (lines) stream.write(lines);
  };
  process.on('exit', flush);
  return {
    write(line) {
      gathered += line;
      if (gathered.length >= ENOUGH) flush();
      else timer ??= setTimeout(flush, SOON_MS).unref();
    },
    flush,
  };
}

/** Writes each record as one line of JSON, in which nothing but its end is a control character. */
export function jsonLines(destination: LineStream): Logger {
  const options = {
    level: 'trace', // ConsoleLogger has chosen by then
    base: null,
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
  };
  return pino(options, { write: (line) => destination.write(visible(line)) });
}
