import { ReasonRequest } from '../activations/reason.request.js';
import { PageQuery } from '../pagination/page.query.js';
import { BooleanField, JsonIntegerField, ListField, OneOfField, TextField } from '../validation/fields.js';
import { WebhookDeliveryStatus, webhookEventTypes } from '../../webhooks/webhook.js';

export class CreateWebhookRequest extends ReasonRequest {
  @TextField(2000, {
    description: 'Where requests are sent: `https://`, without user, password and fragment.',
    example: 'https://school.example/hooks/learning',
  })
  url: string;

  @ListField(
    100,
    { type: 'string', enum: [...webhookEventTypes] },
    { description: 'What it is told of.', example: ['job.ended'] },
  )
  event_types: string[];

  @TextField(1000, { description: 'For people.', example: 'The timetable', optional: true })
  description?: string | null;
}

export class SetWebhookRequest extends CreateWebhookRequest {
  @BooleanField({ description: 'Whether it is told. Without it: true.', optional: true })
  enabled?: boolean | null;
}

export class RotateSecretRequest extends ReasonRequest {
  @JsonIntegerField(0, 168, {
    description: 'For how many hours requests are signed by the former secret, too. Without it: 24.',
    example: 24,
    optional: true,
  })
  previous_valid_hours?: number | null;
}

export class RemoveWebhookRequest extends ReasonRequest {}

export class SendTestRequest {}

export class RedeliverRequest {}

export class WebhookDeliveriesQuery extends PageQuery {
  @OneOfField(WebhookDeliveryStatus, { description: 'State of the delivery.', optional: true })
  status?: WebhookDeliveryStatus;
}
