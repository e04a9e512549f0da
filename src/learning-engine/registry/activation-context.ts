import { isStorableText } from '../contracts/json-text.js';
import { isUuid } from '../contracts/uuid.js';
import { type AlgoActivation } from '../entities/algo-activation.entity.js';
import { type ChangeOptions } from '../errors/in-transaction.js';
import { InvalidArgumentError } from '../errors/input.errors.js';

/** Who makes a change of what is live, and why. Both go into the ledger. */
export interface ActivationContext<Result = unknown> extends ChangeOptions<Result> {
  actorUserId?: string | null;
  /** At most 1,000 characters. */
  reason?: string | null;
}

/** As `ActivationContext`, for taking a change back. */
export interface RollbackContext extends ActivationContext<AlgoActivation> {
  /** Which entry is to be taken back, by its id: nothing is changed when it is not the last one any more. */
  activationId?: string | null;
}

/** What goes into the ledger of it. */
export type CheckedActivation = Required<Pick<ActivationContext, 'actorUserId' | 'reason'>>;

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
}: Pick<ActivationContext, 'actorUserId' | 'reason'>): CheckedActivation {
  if (!isMissing(actorUserId) && !isUuid(actorUserId)) throw new InvalidArgumentError('actorUserId', 'must be a UUID');
  if (!isMissing(reason)) {
    if (typeof reason !== 'string' || reason.length > REASON_LENGTH) {
      throw new InvalidArgumentError('reason', `must be a text of at most ${REASON_LENGTH} characters`);
    }
    if (!isStorableText(reason)) throw new InvalidArgumentError('reason', 'must not contain NUL or lone surrogates');
  }
  return { actorUserId: actorUserId ?? null, reason: reason ?? null };
}

/**
 * A number will do: a host may have pg read ids so.
 *
 * @throws InvalidArgumentError unless it is missing or may be the id of an entry
 */
export function checkActivationId({ activationId }: RollbackContext): string | undefined {
  if (isMissing(activationId)) return undefined;
  const id = ['string', 'number', 'bigint'].includes(typeof activationId) ? String(activationId) : '';
  if (!/^\d{1,19}$/.test(id))
    throw new InvalidArgumentError('activationId', 'must be the id of an entry of the ledger');
  return id;
}
