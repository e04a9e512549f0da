import { type MigrationInterface } from 'typeorm';
import { CreateWebhooks1795000000069 } from './1795000000069-create-webhooks.js';

/** The migrations of webhooks, for the `migrations` of a host that sends them, beside `engineMigrations`. A released one never changes. */
export const webhookMigrations: (new () => MigrationInterface)[] = [CreateWebhooks1795000000069];
