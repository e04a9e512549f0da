import { Logger, ServiceUnavailableException } from '@nestjs/common';
import { DatabaseUnavailableError } from '../../errors/database.errors.js';
import { currentRequest } from '../requests/request-context.js';
import { type ProblemName, problemTypes } from './problem-types.js';

const logger = new Logger('Http');

/** Tells the log of what the service is to blame for: the caller is not told more than which kind it is. */
export function logProblem(error: unknown, problem: ProblemName, requestId: string): void {
  if (problemTypes[problem].status < 500 || problem === 'not-implemented') return;
  // The logger of a host that names its requests says the id itself.
  const fields = currentRequest() ? [] : [{ request_id: requestId }];
  if (error instanceof DatabaseUnavailableError || error instanceof ServiceUnavailableException) {
    logger.warn(error.message, ...fields);
  } else {
    logger.error(error instanceof Error ? error : `A value that is not an Error was thrown: ${problem}`, ...fields);
  }
}
