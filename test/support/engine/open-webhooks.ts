import { type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EventsService, LearningEngineModule } from 'learning-engine';
import {
  WebhookDeliveriesService,
  WebhooksModule,
  type WebhooksOptions,
  WebhooksService,
} from 'learning-engine/webhooks';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';

/** A host with webhooks, in a Nest application without HTTP. */
export interface WebhookHost {
  readonly app: INestApplicationContext;
  readonly dataSource: DataSource;
  readonly events: EventsService;
  readonly webhooks: WebhooksService;
  readonly deliveries: WebhookDeliveriesService;
}

/** The caller closes its `app`. What fails is tried again soon, and a request may take a second. */
export async function openWebhooks(
  url: string,
  options: WebhooksOptions,
  modules: DynamicModule[] = [],
): Promise<WebhookHost> {
  const quick = { pollMs: 20, timeLimitMs: 1000, firstRetryMs: 50, longestRetryMs: 400, attempts: 6 };
  const imports = [
    TypeOrmModule.forRoot({ ...dataSourceOptions(url), retryAttempts: 0 }),
    LearningEngineModule.forRoot({ isGlobal: true, runs: { reaper: false } }),
    WebhooksModule.forRoot({ ...quick, privateHosts: ['127.0.0.1'], ...options }),
    ...modules,
  ];
  const app = await NestFactory.createApplicationContext(
    { module: class WebhookHostModule {}, imports },
    { logger: false, abortOnError: false },
  );
  return {
    app,
    dataSource: app.get(DataSource),
    events: app.get(EventsService, { strict: false }),
    webhooks: app.get(WebhooksService, { strict: false }),
    deliveries: app.get(WebhookDeliveriesService, { strict: false }),
  };
}
