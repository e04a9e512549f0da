import { type SelectQueryBuilder } from 'typeorm';
import { isStorableText } from '../contracts/json-text.js';
import { RunStatus } from '../contracts/run-status.js';
import { RunTrigger } from '../contracts/run-trigger.js';
import { isUuid } from '../contracts/uuid.js';
import { type AlgoRun } from '../entities/algo-run.entity.js';
import { checkInstant, InvalidArgumentError } from '../errors/input.errors.js';

/** Which runs: those to which everything given applies. */
export interface RunFilter {
  algoKey?: string;
  version?: string;
  status?: RunStatus;
  trigger?: RunTrigger;
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
  refuse('algoKey', algoKey, isStorableText, 'must be a text without NUL and lone surrogates');
  refuse('version', version, isStorableText, 'must be a text without NUL and lone surrogates');
  refuse('status', status, oneOf(RunStatus), `must be one of ${Object.values(RunStatus).join(', ')}`);
  refuse('trigger', trigger, oneOf(RunTrigger), `must be one of ${Object.values(RunTrigger).join(', ')}`);
  refuse('userId', userId, isUuid, 'must be a UUID');
  refuse('sessionId', sessionId, isUuid, 'must be a UUID');
  return {
    ...{ algoKey, version, status, trigger, userId, sessionId },
    from: from && checkInstant('from', from),
    to: to && checkInstant('to', to),
  };
}

/** Narrows a query over `run` joined with its `version`. */
export function applyRunFilter(runs: SelectQueryBuilder<AlgoRun>, filter: RunFilter): SelectQueryBuilder<AlgoRun> {
  const conditions: Readonly<Record<keyof RunFilter, string>> = {
    algoKey: 'version.algoKey = :algoKey',
    version: 'version.version = :version',
    status: 'run.status = :status',
    trigger: 'run.trigger = :trigger',
    userId: 'run.userId = :userId',
    sessionId: 'run.sessionId = :sessionId',
    from: 'run.startedAt >= :from',
    to: 'run.startedAt < :to',
  };
  for (const [name, condition] of Object.entries(conditions)) {
    const value = filter[name as keyof RunFilter];
    if (value !== undefined) runs.andWhere(condition, { [name]: value });
  }
  return runs;
}

function refuse(name: string, value: unknown, isValid: (value: unknown) => boolean, reason: string): void {
  if (value !== undefined && !isValid(value)) throw new InvalidArgumentError(name, reason);
}

const oneOf = (values: object) => (value: unknown) => Object.values(values).includes(value);
