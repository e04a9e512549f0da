import { isUuid } from '../domain/uuid.js';
import { InvalidArgumentError } from '../errors/input.errors.js';

/** @throws InvalidArgumentError unless it is a UUID */
export function checkLearnerId(learnerId: unknown): string {
  if (!isUuid(learnerId)) throw new InvalidArgumentError('learnerId', 'must be a UUID');
  return learnerId.toLowerCase();
}
