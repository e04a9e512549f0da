import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { inspect } from 'node:util';
import { type Level, type Logger } from 'pino';
import { type Env } from '../config/env.js';
import { jsonLines, type LineStream, lineStream } from './json-lines.js';
import { isJsonLog } from './log-format.js';
import { currentRequest } from 'learning-engine/http';
import { textLine } from './text-line.js';
import { visible } from 'learning-engine';
import { withoutErrors } from './without-errors.js';

type Fields = Record<string, unknown>;

/** The lowest level that is logged, as Nest calls it. */
const LOWEST: Record<Env['LOG_LEVEL'], LogLevel[]> = {
  debug: ['debug'],
  info: ['log'],
  warn: ['warn'],
  error: ['error'],
  silent: [],
};
const LEVELS: Record<LogLevel, Level> = {
  verbose: 'trace',
  debug: 'debug',
  log: 'info',
  warn: 'warn',
  error: 'error',
  fatal: 'fatal',
};
/** The last lines before a crash are those that matter. */
const AT_ONCE: ReadonlySet<LogLevel> = new Set(['warn', 'error', 'fatal']);
/** Nest tells of each module and each route while it starts: sixty lines, for who looks for a fault. */
const DETAILS_OF_START: ReadonlySet<unknown> = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);
/** Names that no field may take. */
const RESERVED = ['level', 'time', 'message'];

/**
 * Nest's own logger, which understands how Nest and everybody else call it. It adds the id of the request, keeps what
 * errors carry out of the log, and writes JSON by pino.
 */
export class ServiceLogger extends ConsoleLogger {
  private readonly lines: Logger;

  constructor(
    env: Pick<Env, 'LOG_LEVEL' | 'LOG_FORMAT' | 'NODE_ENV'>,
    private readonly stream: LineStream = lineStream(),
  ) {
    super({ json: isJsonLog(env), logLevels: LOWEST[env.LOG_LEVEL] });
    this.lines = jsonLines(stream);
  }

  override log(message: unknown, ...rest: unknown[]): void {
    const level = DETAILS_OF_START.has(rest.at(-1)) ? 'debug' : 'log';
    super[level](message, ...(rest as [string?]));
  }

  /** What Nest says of a failing start is left out: `startupMessage` says that once, and better. */
  override error(message: unknown, ...rest: unknown[]): void {
    if (rest.at(-1) !== 'ExceptionHandler') super.error(message, ...(rest as [string?, string?]));
  }

  protected override printMessages(
    messages: unknown[],
    context?: string,
    level?: LogLevel,
    stream?: 'stdout' | 'stderr',
    stack?: unknown,
    fields?: Fields,
  ): void {
    const requestId = currentRequest()?.requestId;
    const given = withoutErrors(fields) as Fields | undefined;
    const safe = messages.map((message) => withoutErrors(this.resolveMessage(message)));
    const print = (lines: unknown[], params: Fields) =>
      super.printMessages(lines, context, level, stream, stack, Object.keys(params).length > 0 ? params : undefined);
    if (this.options.json) return print(safe, { ...(requestId && { request_id: requestId }), ...given });
    for (const message of safe) {
      const [line, rest] = textLine(textOf(message), { ...given, request_id: requestId });
      print([visible(line)], rest);
    }
  }

  protected override printAsJson(
    message: unknown,
    record: { context: string; logLevel: LogLevel; errorStack?: unknown; params?: Fields; error?: Error },
  ): void {
    const { context, logLevel, errorStack: stack, params = {}, error } = record;
    const fields = Object.fromEntries(Object.entries(params).filter(([name]) => !RESERVED.includes(name)));
    this.lines[LEVELS[logLevel]]({ context: context || undefined, ...fields, stack, error }, textOf(message));
    if (AT_ONCE.has(logLevel)) this.stream.flush?.();
  }
}

const textOf = (message: unknown): string =>
  typeof message === 'string' ? message : inspect(message, { compact: true, breakLength: Infinity });
