import { Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { webhookDeliveryView } from '../../webhooks/webhook-view.js';
import { WebhookDeliveriesService } from '../../webhooks/webhook-deliveries.service.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { fromCursor, toCursor } from '../pagination/cursor.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { UuidParam } from '../validation/path-params.js';
import { ValidBody } from '../validation/request-validation.js';
import { RedeliverRequest, SendTestRequest, WebhookDeliveriesQuery } from './webhooks.request.js';
import { WebhookDeliveriesResponse, WebhookDeliveryResponse } from './webhooks.response.js';

const WEBHOOK = 'A webhook: the `id` of one that was created or listed.';

@ApiTags('webhooks')
@EngineController('v1/learning/webhooks')
export class WebhookDeliveriesController {
  constructor(private readonly deliveries: WebhookDeliveriesService) {}

  @Get(':webhook_id/deliveries')
  @Access('admin')
  @ApiOperation({
    operationId: 'listWebhookDeliveries',
    summary: 'What a webhook is told, newest first',
    description: 'Deliveries are kept for 30 days after their end.',
  })
  @ApiOkResponse({ type: WebhookDeliveriesResponse })
  @Problems('webhook-not-found')
  async listWebhookDeliveries(
    @UuidParam('webhook_id', WEBHOOK) id: string,
    @Query() { limit, cursor, status }: WebhookDeliveriesQuery,
    @CurrentUser() { userId }: AuthUser,
  ): Promise<WebhookDeliveriesResponse> {
    const walk = { userId, filters: { id, status } };
    const page = { limit: limit === undefined ? undefined : Number(limit), before: fromCursor(cursor, walk) };
    const { deliveries, nextBefore } = await this.deliveries.list(id, { status }, page);
    return { deliveries: deliveries.map(webhookDeliveryView), next_cursor: toCursor(nextBefore, walk) };
  }

  @Post(':webhook_id/deliveries/:delivery_id/redeliver')
  @Writes()
  @HttpCode(202)
  @Access('admin')
  @ApiOperation({
    operationId: 'redeliver',
    summary: 'Send a delivery again',
    description:
      'Whatever became of it, with as many attempts as a new one. The receiver gets it with the same `webhook-id`.',
  })
  @ApiAcceptedResponse({ type: WebhookDeliveryResponse })
  @Problems('webhook-delivery-not-found')
  async redeliver(
    @UuidParam('webhook_id', WEBHOOK) id: string,
    @UuidParam('delivery_id', 'A delivery of this webhook.') deliveryId: string,
    @ValidBody() _nothing: RedeliverRequest,
    @CurrentWork() work: Work,
  ): Promise<WebhookDeliveryResponse> {
    return work.change((options) => this.deliveries.redeliver(id, deliveryId, options), webhookDeliveryView);
  }

  @Post(':webhook_id/test')
  @Writes()
  @HttpCode(202)
  @Access('admin')
  @ApiOperation({
    operationId: 'testWebhook',
    summary: 'Send an event `webhook.test` to a webhook',
    description: 'It is sent as all others are. The deliveries say what became of it.',
  })
  @ApiAcceptedResponse({ type: WebhookDeliveryResponse })
  @Problems('webhook-not-found')
  async testWebhook(
    @UuidParam('webhook_id', WEBHOOK) id: string,
    @ValidBody() _nothing: SendTestRequest,
    @CurrentWork() work: Work,
  ): Promise<WebhookDeliveryResponse> {
    return work.change((options) => this.deliveries.sendTest(id, options), webhookDeliveryView);
  }
}
