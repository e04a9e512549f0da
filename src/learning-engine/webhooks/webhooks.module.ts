import { type DynamicModule, Module } from '@nestjs/common';
import { withDefaults } from '../options/settings.js';
import { DeliveryMaker } from './delivery-maker.js';
import { DeliverySender } from './delivery-sender.js';
import { WebhookDeliveriesService } from './webhook-deliveries.service.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { defaultWebhookSettings, largestWebhookSettings } from './webhook-settings.js';
import { WebhookWorker } from './webhook-worker.js';
import {
  type ASYNC_OPTIONS_TYPE,
  ConfigurableModuleClass,
  MODULE_OPTIONS_TOKEN,
  type OPTIONS_TYPE,
  type WebhooksOptions,
} from './webhooks.module-definition.js';
import { WebhooksService } from './webhooks.service.js';
import { WEBHOOK_PRIVATE_HOSTS, WEBHOOK_SETTINGS, WEBHOOK_WORKER } from './webhooks.tokens.js';

const settingsOf = ({ key: _key, privateHosts: _hosts, ...settings }: WebhooksOptions = {}) =>
  withDefaults('webhooks', defaultWebhookSettings, settings, { atMost: largestWebhookSettings });

/** Tells receivers of events by HTTP. Its tables are made by `webhookMigrations`. */
@Module({
  providers: [
    WebhooksService,
    WebhookDeliveriesService,
    DeliveryMaker,
    DeliverySender,
    WebhookWorker,
    { provide: WEBHOOK_WORKER, useExisting: WebhookWorker },
    { provide: WEBHOOK_SETTINGS, inject: [MODULE_OPTIONS_TOKEN], useFactory: settingsOf },
    {
      provide: WEBHOOK_PRIVATE_HOSTS,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: ({ privateHosts = [] }: WebhooksOptions = {}) => privateHosts.map((name) => name.toLowerCase()),
    },
    {
      provide: WebhookSecrets,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: ({ key }: WebhooksOptions = {}) => new WebhookSecrets(key),
    },
  ],
  exports: [WebhooksService, WebhookDeliveriesService],
})
export class WebhooksModule extends ConfigurableModuleClass {
  /**
   * @example
   * ```ts
   * @Module({ imports: [engine, WebhooksModule.forRoot({ imports: [engine], key: process.env.WEBHOOK_KEY })] })
   * ```
   */
  static override forRoot(options: typeof OPTIONS_TYPE = {}): DynamicModule {
    return super.forRoot(options);
  }

  /** As `forRoot`, with the settings from a factory. */
  static override forRootAsync(options: typeof ASYNC_OPTIONS_TYPE): DynamicModule {
    return super.forRootAsync(options);
  }
}
