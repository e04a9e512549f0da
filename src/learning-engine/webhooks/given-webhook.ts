import { isUuid } from '../domain/uuid.js';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { humanTextProblem } from '../json/json-text.js';
import { checkReceiverUrl } from './receiver-address.js';
import { type Webhook, type WebhookEventType, webhookEventTypes } from './webhook.js';

/** What a webhook is to be. */
export interface GivenWebhook {
  /** `https://`, without user, password and fragment. */
  url: string;
  /** What it is told of: some of `webhookEventTypes`. */
  eventTypes: readonly string[];
  /** For people: at most 1,000 characters. Default: none. */
  description?: string | null;
  /** Default true. */
  enabled?: boolean;
}

type CheckedWebhook = Pick<Webhook, 'url' | 'eventTypes' | 'description' | 'enabled'>;

const LONGEST_TEXT = 1000;

/**
 * @param formerUrl is taken as it is: the settings may have changed since, and a webhook must be disabled all the same
 * @throws InvalidArgumentError naming the field
 */
export function checkWebhook(given: GivenWebhook, privateHosts: readonly string[], formerUrl?: string): CheckedWebhook {
  const { description = null, enabled = true } = given;
  const url = given.url === formerUrl ? formerUrl : checkReceiverUrl(given.url, privateHosts).href;
  const eventTypes = checkTypes(given.eventTypes);
  const problem = description === null ? undefined : humanTextProblem(description, LONGEST_TEXT);
  if (problem) throw new InvalidArgumentError('description', problem);
  if (typeof enabled !== 'boolean') throw new InvalidArgumentError('enabled', 'must be true or false');
  return { url, eventTypes, description, enabled };
}

function checkTypes(given: unknown): WebhookEventType[] {
  const known: readonly string[] = webhookEventTypes;
  const types = Array.isArray(given) ? [...new Set(given as string[])] : [];
  if (types.length === 0 || !types.every((type) => known.includes(type))) {
    throw new InvalidArgumentError('eventTypes', `must be a list of some of ${known.join(', ')}`);
  }
  return webhookEventTypes.filter((type) => types.includes(type));
}

/** @throws InvalidArgumentError naming the field */
export function checkWho({ changedByUserId = null, reason }: { changedByUserId?: string | null; reason: string }) {
  if (changedByUserId !== null && !isUuid(changedByUserId)) {
    throw new InvalidArgumentError('changedByUserId', 'must be a UUID');
  }
  const problem = humanTextProblem(reason, LONGEST_TEXT);
  if (problem) throw new InvalidArgumentError('reason', problem);
  return [changedByUserId, reason] as const;
}

export const isSame = (one: CheckedWebhook, other: CheckedWebhook): boolean =>
  one.url === other.url &&
  one.description === other.description &&
  one.enabled === other.enabled &&
  one.eventTypes.join() === other.eventTypes.join();
