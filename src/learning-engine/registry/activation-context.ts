import { humanTextProblem } from '../json/json-text.js';
import { isUuid } from '../domain/uuid.js';
import { type AlgoActivation } from '../database/entities/algo-activation.entity.js';
import { type AlgoVersion } from '../database/entities/algo-version.entity.js';
import { type ChangeOptions } from '../database/retry/in-transaction.js';
import { checkInstant, InvalidArgumentError } from '../errors/input.errors.js';

/** Who changes the active version, and why. Both go into the activation log. */
export interface ActivationContext<Result = unknown> extends ChangeOptions<Result> {
  actorUserId?: string | null;
  /** At most 1,000 characters that show as they are: not blank, without control characters or changes of direction. */
  reason?: string | null;
  /**
   * Lets sessions that run by an earlier activation of the key go over to what is active, from their next call on: for what must not go
   * on. Default false: a session keeps what it began with.
   */
  breakPins?: boolean | null;
}

/** What a change rests on: previews and evaluations, by the digests of their reports. */
export interface NamedEvidence {
  previewDigest?: string | null;
  evaluationDigest?: string | null;
}

/** As `ActivationContext`, for a change that the gate of its key judges. */
export interface GatedContext<Result = unknown> extends ActivationContext<Result> {
  /** A digest says something of one change only: that for which it was found out, and once. */
  evidence?: NamedEvidence | null;
  /** Opens the gate that would be closed. It needs a reason, and marks the entry. Default false. */
  override?: boolean | null;
}

/** What the caller knew of a key when it was decided what is to be changed. */
export interface ExpectedLast {
  /** The last entry in the activation log of the key, by its id: nothing is changed when another one is the last. */
  expectedActivationId?: string | null;
}

/** As `GatedContext`, for making a version active. */
export interface VersionActivation extends GatedContext<AlgoVersion>, ExpectedLast {
  /** A parameter set of the version. Without it: the active set of the version, and where it has none, its defaults. */
  paramsId?: string | null;
}

/** As `ActivationContext`, for retiring a key. */
export interface RetireContext extends ActivationContext<AlgoActivation>, ExpectedLast {}

/** As `ActivationContext`, for rolling back. */
export interface RollbackContext extends ActivationContext<AlgoActivation> {
  /** The entry to be rolled back, by its id: nothing is changed when it is not the last one of the key any more. */
  activationId?: string | null;
}

/** As `ActivationContext`, for going back to an earlier moment. Exactly one of the two names the moment. */
export interface RestoreContext extends ActivationContext<AlgoActivation>, ExpectedLast {
  /** An entry in the activation log of the key, by its id. */
  activationId?: string | null;
  /** An instant: the last entry by then is restored. */
  asOf?: Date | null;
}

/** What goes into the activation log of it. */
export type CheckedActivation = Required<Pick<ActivationContext, 'actorUserId' | 'reason'>> & { breakPins: boolean };

/** What the gate is told. */
export interface CheckedEvidence {
  previewDigest: string | null;
  evaluationDigest: string | null;
  override: boolean;
}

export const namesEvidence = ({ previewDigest, evaluationDigest }: CheckedEvidence): boolean =>
  previewDigest !== null || evaluationDigest !== null;

const REASON_LENGTH = 1000;

const isMissing = (value: unknown): value is null | undefined => value === null || value === undefined;

/**
 * A copy of its own: what the caller changes later changes nothing.
 *
 * @throws InvalidArgumentError naming the field
 */
export function checkActivationContext({
  actorUserId,
  reason,
  breakPins,
}: Pick<ActivationContext, 'actorUserId' | 'reason' | 'breakPins'>): CheckedActivation {
  if (!isMissing(actorUserId) && !isUuid(actorUserId)) throw new InvalidArgumentError('actorUserId', 'must be a UUID');
  const problem = isMissing(reason) ? undefined : humanTextProblem(reason, REASON_LENGTH);
  if (problem) throw new InvalidArgumentError('reason', problem);
  if (!isMissing(breakPins) && typeof breakPins !== 'boolean') {
    throw new InvalidArgumentError('breakPins', 'must be true or false');
  }
  return { actorUserId: actorUserId ?? null, reason: reason ?? null, breakPins: breakPins ?? false };
}

/** @throws InvalidArgumentError naming the field */
export function checkEvidence({
  evidence,
  override,
  reason,
}: Pick<GatedContext, 'evidence' | 'override' | 'reason'>): CheckedEvidence {
  const digest = (name: keyof NamedEvidence): string | null => {
    const given: unknown = evidence?.[name];
    if (isMissing(given)) return null;
    if (typeof given === 'string' && /^[0-9a-f]{64}$/.test(given)) return given;
    throw new InvalidArgumentError(`evidence.${name}`, 'must be a digest: 64 digits and letters a to f');
  };
  if (!isMissing(override) && typeof override !== 'boolean') {
    throw new InvalidArgumentError('override', 'must be true or false');
  }
  if (override && isMissing(reason)) throw new InvalidArgumentError('reason', 'is needed for an override: say why');
  return {
    previewDigest: digest('previewDigest'),
    evaluationDigest: digest('evaluationDigest'),
    override: override ?? false,
  };
}

/**
 * A number will do: a host may have pg read ids so.
 *
 * @throws InvalidArgumentError unless it is missing or may be the id of an entry
 */
export function checkActivationId(argument: string, activationId: unknown): string | undefined {
  if (isMissing(activationId)) return undefined;
  const isId = typeof activationId === 'string' || typeof activationId === 'number' || typeof activationId === 'bigint';
  const id = isId ? String(activationId) : '';
  if (!/^\d{1,18}$/.test(id))
    throw new InvalidArgumentError(argument, 'must be the id of an entry in the activation log');
  return id;
}

/** @throws InvalidArgumentError unless it is missing or may be the id of an entry */
export const checkExpectedLast = ({ expectedActivationId }: ExpectedLast): string | undefined =>
  checkActivationId('expectedActivationId', expectedActivationId);

/**
 * What is to be restored.
 *
 * @throws InvalidArgumentError unless exactly one of the two is given, in its form
 */
export function checkRestoredMoment({ activationId, asOf }: RestoreContext): { activationId: string } | { asOf: Date } {
  const id = checkActivationId('activationId', activationId);
  if (id !== undefined && isMissing(asOf)) return { activationId: id };
  if (id === undefined && !isMissing(asOf)) return { asOf: checkInstant('asOf', asOf) };
  throw new InvalidArgumentError('activationId', 'or asOf must be given, and not both');
}
