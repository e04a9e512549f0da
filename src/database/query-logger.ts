import { Logger } from '@nestjs/common';
import { type Logger as TypeOrmLogger } from 'typeorm';

const MAX_STATEMENT = 2000;

/**
 * SQLSTATEs that tell of the request, and not of the database: a value or a row that it rejects, a transaction that is to
 * be tried again. The code that asked expects them.
 */
const EXPECTED = /^(22|23|40|55|P0)/;

/** Tells of statements without their parameters, which are what people did. */
export class QueryLogger implements TypeOrmLogger {
  private readonly logger = new Logger('Database');

  /** Not logged: SLOW_QUERY_MS=1 shows nearly all. */
  logQuery(): void {}

  logQueryError(error: string | (Error & { code?: string }), statement: string): void {
    const isExpected = typeof error === 'object' && EXPECTED.test(error.code ?? '');
    this.logger[isExpected ? 'debug' : 'warn']('Query failed', error, { statement: brief(statement) });
  }

  logQuerySlow(milliseconds: number, statement: string): void {
    this.logger.warn('Slow query', { duration_ms: milliseconds, statement: brief(statement) });
  }

  /** Among others a line for each migration. */
  logSchemaBuild(message: string): void {
    this.logger.debug(message);
  }

  logMigration(message: string): void {
    this.logger.log(message);
  }

  log(level: 'log' | 'info' | 'warn', message: unknown): void {
    this.logger[level === 'warn' ? 'warn' : 'log'](message);
  }
}

/** On one line, and not longer than a person reads. */
const brief = (statement: string): string => {
  const text = statement.trim().replace(/\s+/g, ' ');
  return text.length <= MAX_STATEMENT ? text : `${text.slice(0, MAX_STATEMENT)}…`;
};
