import { isStorableText } from '../json/json-text.js';
import { RunPurpose } from '../domain/run-purpose.js';
import { RunStatus } from '../domain/run-status.js';
import { RunTrigger } from '../domain/run-trigger.js';
import { isUuid } from '../domain/uuid.js';
import { checkInstant, InvalidArgumentError } from '../errors/input.errors.js';

/** Which runs: those to which everything given applies. */
export interface RunFilter {
  algoKey?: string;
  version?: string;
  status?: RunStatus;
  trigger?: RunTrigger;
  /** Default `live`. */
  purpose?: RunPurpose;
  userId?: string;
  sessionId?: string;
  /** Runs that started at this instant or later. */
  from?: Date;
  /** Runs that started before this instant. */
  to?: Date;
}

/**
 * A copy of its own: what the caller changes later changes nothing.
 *
 * @throws InvalidArgumentError naming the field
 */
export function checkRunFilter(filter: RunFilter): RunFilter {
  const { algoKey, version, status, trigger, userId, sessionId, from, to } = filter;
  const { purpose = RunPurpose.LIVE } = filter;
  reject('algoKey', algoKey, isStorableText, 'must be a text without NUL and lone surrogates');
  reject('version', version, isStorableText, 'must be a text without NUL and lone surrogates');
  reject('status', status, oneOf(RunStatus), `must be one of ${Object.values(RunStatus).join(', ')}`);
  reject('trigger', trigger, oneOf(RunTrigger), `must be one of ${Object.values(RunTrigger).join(', ')}`);
  reject('purpose', purpose, oneOf(RunPurpose), `must be one of ${Object.values(RunPurpose).join(', ')}`);
  reject('userId', userId, isUuid, 'must be a UUID');
  reject('sessionId', sessionId, isUuid, 'must be a UUID');
  return {
    ...{ algoKey, version, status, trigger, purpose, userId, sessionId },
    from: from === undefined ? undefined : checkInstant('from', from),
    to: to === undefined ? undefined : checkInstant('to', to),
  };
}

function reject(name: string, value: unknown, isValid: (value: unknown) => boolean, reason: string): void {
  if (value !== undefined && !isValid(value)) throw new InvalidArgumentError(name, reason);
}

const oneOf = (values: object) => (value: unknown) => Object.values(values).includes(value);
