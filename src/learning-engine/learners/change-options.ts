import { RunTrigger } from '../domain/run-trigger.js';
import { isUuid } from '../domain/uuid.js';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { humanTextProblem } from '../json/json-text.js';

const REASON_LENGTH = 1000;
export const ROLE_LENGTH = 16;

/** Who changes an answer that was recorded, or decides about a learner, and why. */
export interface ReviseOptions {
  /** At most 1,000 characters that show as they are. */
  reason: string;
  actorUserId?: string | null;
  /** The revision of the learner that the person has seen; default any. */
  expectedRevision?: number | null;
  /** What the record of the computation says made it happen. Default `manual`. */
  trigger?: RunTrigger;
  /** Gives up when it is aborted: with a CallAbortedError, and nothing is changed. Once it was sent, it goes on. */
  signal?: AbortSignal;
}

export interface DecideOptions extends ReviseOptions {
  /** What the person is to the learner, such as `teacher`: at most 16 characters that show as they are. */
  role?: string | null;
}

/** @throws InvalidArgumentError naming what is wrong */
export function checkWho({ reason, actorUserId = null }: Pick<ReviseOptions, 'reason' | 'actorUserId'>) {
  const problem = humanTextProblem(reason, REASON_LENGTH);
  if (problem) throw new InvalidArgumentError('reason', problem);
  if (actorUserId !== null && !isUuid(actorUserId)) throw new InvalidArgumentError('actorUserId', 'must be a UUID');
  return { reason, actorId: actorUserId };
}

/** @throws InvalidArgumentError naming what is wrong */
export function checkChange(options: DecideOptions) {
  const { expectedRevision = null, role = null, trigger = RunTrigger.MANUAL } = options;
  const who = checkWho(options);
  if (expectedRevision !== null && !Number.isSafeInteger(expectedRevision)) {
    throw new InvalidArgumentError('expectedRevision', 'must be an integer');
  }
  const roleProblem = role === null ? undefined : humanTextProblem(role, ROLE_LENGTH);
  if (roleProblem) throw new InvalidArgumentError('role', roleProblem);
  return { ...who, expectedRevision, role, trigger: checkTrigger(trigger) };
}

/** @throws InvalidArgumentError */
export function checkTrigger(trigger: RunTrigger): RunTrigger {
  if (Object.values(RunTrigger).includes(trigger)) return trigger;
  throw new InvalidArgumentError('trigger', `must be one of ${Object.values(RunTrigger).join(', ')}`);
}
