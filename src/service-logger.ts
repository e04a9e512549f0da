import { ConsoleLogger } from '@nestjs/common';

/** Nest's own logger, but for what Nest says of a failing start: `startupMessage` says that once, and better. */
export class ServiceLogger extends ConsoleLogger {
  override error(message: unknown, ...rest: unknown[]): void {
    if (rest.at(-1) !== 'ExceptionHandler') super.error(message, ...(rest as [string?, string?]));
  }
}
