import { isUuid } from '../domain/uuid.js';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { humanTextProblem } from '../json/json-text.js';
import { type JobKindDefinition } from './job-kind.decorator.js';

const REASON_LENGTH = 1000;

/**
 * Who wants jobs of a kind, and why.
 *
 * @param user by the name of the argument
 * @throws InvalidArgumentError naming what is wrong
 */
export function checkJobContext(
  { kind, needsReason }: Pick<JobKindDefinition, 'kind' | 'needsReason'>,
  user: Readonly<Record<string, unknown>>,
  reason: unknown,
): void {
  for (const [argument, id] of Object.entries(user)) {
    if (id !== null && !isUuid(id)) throw new InvalidArgumentError(argument, 'must be a UUID');
  }
  if (reason === null && needsReason) throw new InvalidArgumentError('reason', `is needed for ${kind}: say why`);
  const problem = reason === null ? undefined : humanTextProblem(reason, REASON_LENGTH);
  if (problem) throw new InvalidArgumentError('reason', problem);
}
