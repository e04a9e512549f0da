import { ApiProperty } from '@nestjs/swagger';
import {
  type WebhookAction,
  WebhookDeliveryStatus,
  webhookEventTypes,
  type WebhookWithSecret,
} from '../../webhooks/webhook.js';
import { webhookView } from '../../webhooks/webhook-view.js';

const CURSOR = { type: String, nullable: true, description: '`cursor` of the next page; null after the last one.' };
const INSTANT = { type: String, format: 'date-time', nullable: true } as const;
const TYPES = {
  type: 'array' as const,
  items: { type: 'string' as const, enum: [...webhookEventTypes] },
  example: ['job.ended'],
};
const ACTIONS: WebhookAction[] = ['created', 'changed', 'secret_rotated', 'disabled', 'removed'];

/** A receiver of events. */
export class WebhookResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'https://school.example/hooks/learning' })
  url: string;

  @ApiProperty({ type: String, nullable: true })
  description: string | null;

  @ApiProperty(TYPES)
  event_types: string[];

  @ApiProperty()
  enabled: boolean;

  @ApiProperty({ enum: ['gone'], nullable: true, description: '`gone`: the receiver answered 410.' })
  disabled_because: string | null;

  @ApiProperty({ ...INSTANT, description: 'Since when no delivery came through; null while they do.' })
  failing_since: string | null;

  @ApiProperty({ ...INSTANT, description: 'Until when requests are signed by the former secret, too.' })
  previous_secret_valid_until: string | null;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Counts the changes.' })
  revision: number;

  @ApiProperty({ type: String, nullable: true })
  reason: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  changed_by_user_id: string | null;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ format: 'date-time' })
  changed_at: string;
}

export class WebhookWithSecretResponse extends WebhookResponse {
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
    description: 'What the receiver verifies requests by. It is told once: null in a repetition of the request.',
  })
  secret: string | null;
}

export class WebhooksResponse {
  @ApiProperty({ type: [WebhookResponse], description: 'Oldest first.' })
  webhooks: WebhookResponse[];

  @ApiProperty(CURSOR)
  next_cursor: string | null;
}

/** What was done to a webhook, by whom and why. */
export class WebhookChangeResponse {
  @ApiProperty({ type: 'integer', minimum: 1 })
  revision: number;

  @ApiProperty({ enum: ACTIONS })
  action: WebhookAction;

  @ApiProperty()
  url: string;

  @ApiProperty(TYPES)
  event_types: string[];

  @ApiProperty()
  enabled: boolean;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null where the service did it.' })
  changed_by_user_id: string | null;

  @ApiProperty({ type: String, nullable: true })
  reason: string | null;

  @ApiProperty({ format: 'date-time' })
  changed_at: string;
}

export class WebhookChangesResponse {
  @ApiProperty({ type: [WebhookChangeResponse], description: 'Newest first.' })
  changes: WebhookChangeResponse[];

  @ApiProperty(CURSOR)
  next_cursor: string | null;
}

/** An event on its way to a receiver. */
export class WebhookDeliveryResponse {
  @ApiProperty({ format: 'uuid', description: 'Also the `webhook-id` of its requests.' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  webhook_id: string;

  @ApiProperty({ type: String, nullable: true, description: 'Cursor of the event in the feed; null for a test.' })
  position: string | null;

  @ApiProperty({ example: 'job.ended' })
  type: string;

  @ApiProperty({ enum: Object.values(WebhookDeliveryStatus), description: '`PENDING`: it waits, or is being sent.' })
  status: WebhookDeliveryStatus;

  @ApiProperty({ type: 'integer', minimum: 0 })
  attempts: number;

  @ApiProperty(INSTANT)
  next_attempt_at: string | null;

  @ApiProperty(INSTANT)
  last_attempt_at: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'What the receiver answered last.' })
  last_status: number | null;

  @ApiProperty({ type: String, nullable: true, example: 'TIMED_OUT', description: 'Why the last attempt failed.' })
  last_error: string | null;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What is sent.' })
  body: object;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty(INSTANT)
  ended_at: string | null;
}

export class WebhookDeliveriesResponse {
  @ApiProperty({ type: [WebhookDeliveryResponse], description: 'Newest first.' })
  deliveries: WebhookDeliveryResponse[];

  @ApiProperty(CURSOR)
  next_cursor: string | null;
}

export const toWebhookWithSecret = ({ webhook, secret }: WebhookWithSecret): WebhookWithSecretResponse => ({
  ...webhookView(webhook),
  secret,
});
