import { Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { webhookChangeView, webhookView } from '../../webhooks/webhook-view.js';
import { WebhooksService } from '../../webhooks/webhooks.service.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { ExpectedRevision, WithIfMatch } from '../conditional/if-match.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { toCursor } from '../pagination/cursor.js';
import { pageOf, PageQuery } from '../pagination/page.query.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { UuidParam } from '../validation/path-params.js';
import { ValidBody } from '../validation/request-validation.js';
import {
  CreateWebhookRequest,
  RemoveWebhookRequest,
  RotateSecretRequest,
  SetWebhookRequest,
} from './webhooks.request.js';
import {
  toWebhookWithSecret,
  WebhookChangesResponse,
  WebhookResponse,
  WebhooksResponse,
  WebhookWithSecretResponse,
} from './webhooks.response.js';

const WEBHOOK = 'A webhook: the `id` of one that was created or listed.';

/** What a repetition under an Idempotency-Key is answered with, and so what is stored: secrets are not. */
const withoutSecret = (answer: WebhookWithSecretResponse): WebhookWithSecretResponse => ({ ...answer, secret: null });

@ApiTags('webhooks')
@EngineController('v1/learning/webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Get()
  @Access('admin')
  @ApiOperation({ operationId: 'listWebhooks', summary: 'Webhooks, oldest first' })
  @ApiOkResponse({ type: WebhooksResponse })
  async listWebhooks(@Query() query: PageQuery, @CurrentUser() { userId }: AuthUser): Promise<WebhooksResponse> {
    const walk = { userId, filters: {} };
    const { webhooks, nextAfter } = await this.webhooks.list(pageOf(query, walk));
    return { webhooks: webhooks.map(webhookView), next_cursor: toCursor(nextAfter, walk) };
  }

  @Post()
  @Writes()
  @Access('admin')
  @ApiOperation({
    operationId: 'createWebhook',
    summary: 'Create a webhook',
    description: 'It is told of what happens from then on. The secret is in this answer alone.',
  })
  @ApiCreatedResponse({ type: WebhookWithSecretResponse })
  @Problems('webhooks-not-set-up', 'too-many-webhooks')
  async createWebhook(
    @ValidBody() { url, event_types, description, reason }: CreateWebhookRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<WebhookWithSecretResponse> {
    const given = { url, eventTypes: event_types, description };
    return work.change(
      (options) => this.webhooks.create(given, { ...options, changedByUserId: userId, reason }),
      toWebhookWithSecret,
      withoutSecret,
    );
  }

  @Get(':webhook_id')
  @Access('admin')
  @ApiOperation({ operationId: 'getWebhook', summary: 'One webhook' })
  @ApiOkResponse({ type: WebhookResponse })
  @Problems('webhook-not-found')
  async getWebhook(@UuidParam('webhook_id', WEBHOOK) id: string): Promise<WebhookResponse> {
    return webhookView(await this.webhooks.get(id));
  }

  @Put(':webhook_id')
  @Writes()
  @WithIfMatch('webhook')
  @Access('admin')
  @ApiOperation({
    operationId: 'setWebhook',
    summary: 'Set a webhook',
    description:
      'It is set as a whole; what is set as it was changes nothing. What waits is sent to where it leads then.',
  })
  @ApiOkResponse({ type: WebhookResponse })
  @Problems('webhook-not-found', 'webhook-changed')
  async setWebhook(
    @UuidParam('webhook_id', WEBHOOK) id: string,
    @ValidBody() { url, event_types, description, enabled, reason }: SetWebhookRequest,
    @ExpectedRevision('webhook') expectedRevision: number | null,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<WebhookResponse> {
    const given = { url, eventTypes: event_types, description, enabled: enabled ?? undefined };
    return work.change(
      (options) => this.webhooks.set(id, given, { ...options, changedByUserId: userId, reason, expectedRevision }),
      webhookView,
    );
  }

  @Delete(':webhook_id')
  @Writes()
  @Access('admin')
  @ApiOperation({
    operationId: 'removeWebhook',
    summary: 'Remove a webhook',
    description: 'With its deliveries. Its changes are kept.',
  })
  @ApiOkResponse({ type: WebhookResponse, description: 'What it was.' })
  @Problems('webhook-not-found')
  async removeWebhook(
    @UuidParam('webhook_id', WEBHOOK) id: string,
    @ValidBody() { reason }: RemoveWebhookRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<WebhookResponse> {
    return work.change(
      (options) => this.webhooks.remove(id, { ...options, changedByUserId: userId, reason }),
      webhookView,
    );
  }

  @Post(':webhook_id/secret')
  @Writes()
  @HttpCode(200)
  @Access('admin')
  @ApiOperation({
    operationId: 'rotateWebhookSecret',
    summary: 'Give a webhook a new secret',
    description: 'For some time requests are signed by the former one, too. The secret is in this answer alone.',
  })
  @ApiOkResponse({ type: WebhookWithSecretResponse })
  @Problems('webhook-not-found', 'webhooks-not-set-up')
  async rotateWebhookSecret(
    @UuidParam('webhook_id', WEBHOOK) id: string,
    @ValidBody() { reason, previous_valid_hours }: RotateSecretRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<WebhookWithSecretResponse> {
    const given = { changedByUserId: userId, reason, previousValidHours: previous_valid_hours ?? undefined };
    return work.change(
      (options) => this.webhooks.rotateSecret(id, { ...options, ...given }),
      toWebhookWithSecret,
      withoutSecret,
    );
  }

  @Get(':webhook_id/changes')
  @Access('admin')
  @ApiOperation({ operationId: 'listWebhookChanges', summary: 'Who did what to a webhook, newest first' })
  @ApiOkResponse({ type: WebhookChangesResponse })
  @Problems('webhook-not-found')
  async listWebhookChanges(
    @UuidParam('webhook_id', WEBHOOK) id: string,
    @Query() query: PageQuery,
    @CurrentUser() { userId }: AuthUser,
  ): Promise<WebhookChangesResponse> {
    const walk = { userId, filters: { id } };
    const { changes, nextAfter } = await this.webhooks.getChanges(id, pageOf(query, walk));
    return { changes: changes.map(webhookChangeView), next_cursor: toCursor(nextAfter, walk) };
  }
}
