import { Badge } from '@mantine/core';
import { client, idempotent, type Schemas } from '../../api/client';
import { queryClient } from '../../api/queries';
import { Problem } from '../../api/problem';
import { text } from '../../strings';

export type Webhook = Schemas['WebhookResponse'];
export type EventType = Webhook['event_types'][number];
/** What a webhook is, as it is set as a whole. */
export type Given = Pick<Webhook, 'url' | 'event_types' | 'description' | 'enabled'>;

export const EVENT_TYPES = Object.keys(text.webhooks.types) as EventType[];

/** Sets a webhook as a whole. One that was changed since it was seen is left as it is. */
export async function putWebhook({ id, revision }: Webhook, given: Given, reason: string, key: string): Promise<void> {
  const { url, event_types, description, enabled } = given;
  try {
    await client.PUT('/v1/learning/webhooks/{webhook_id}', {
      params: { path: { webhook_id: id } },
      headers: { ...idempotent(key), 'If-Match': `"${revision}"` },
      body: { url, event_types, enabled, reason, ...(description && { description }) },
    });
  } catch (error) {
    // The page behind the dialog shows how it is now.
    if (error instanceof Problem && error.status === 412) await queryClient.invalidateQueries();
    throw error;
  }
}

const STATES = { enabled: 'teal', disabled: 'gray', gone: 'red', failing: 'orange' } as const;

const stateOf = ({ enabled, disabled_because, failing_since }: Webhook): keyof typeof STATES => {
  if (!enabled) return disabled_because ?? 'disabled';
  return failing_since ? 'failing' : 'enabled';
};

/** Whether a webhook is told, and whether that comes through. */
export const WebhookState = ({ webhook }: { webhook: Webhook }) => (
  <Badge variant="dot" color={STATES[stateOf(webhook)]} tt="none">
    {text.webhooks.states[stateOf(webhook)]}
  </Badge>
);
