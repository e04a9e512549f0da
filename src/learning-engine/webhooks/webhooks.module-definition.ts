import { ConfigurableModuleBuilder, type ModuleMetadata } from '@nestjs/common';
import { type WebhookSettings } from './webhook-settings.js';

/** What `forRoot` takes and the factory of `forRootAsync` answers: settings that differ from the defaults. */
export interface WebhooksOptions extends Partial<WebhookSettings> {
  /** Encrypts the secrets in the database: 32 random bytes in hexadecimal or Base64. Without it no webhook can be created or sent. */
  key?: string;
  /**
   * Names and IP addresses of hosts that may have private and loopback addresses, such as `hooks.school.internal`. With `http://` those
   * with loopback addresses alone. Default: none.
   */
  privateHosts?: readonly string[];
}

/** What both `forRoot` and `forRootAsync` take directly. */
export interface WebhooksExtras {
  /** The module of the engine, as the host made it, where that is not global. */
  imports?: NonNullable<ModuleMetadata['imports']>;
  /** Makes the services injectable everywhere without importing the module again. Default false. */
  isGlobal?: boolean;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<WebhooksOptions>()
    .setClassMethodName('forRoot')
    .setExtras<WebhooksExtras>({ imports: [], isGlobal: false }, (definition, { imports = [], isGlobal }) => ({
      ...definition,
      global: isGlobal,
      imports: [...(definition.imports ?? []), ...imports],
    }))
    .build();
