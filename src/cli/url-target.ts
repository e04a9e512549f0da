import { type UrlTarget } from 'learning-engine/cli';
import { type Env } from '../config/env.js';
import { webhookOptions } from '../config/webhook-options.js';
import { hostSchema } from '../database/data-source-options.js';
import { type DatabaseServer } from '../database/database-server.js';
import { grantsOf } from '../database/service-rights.js';
import { ServiceLogger } from '../logging/service-logger.js';
import { type Tenant } from '../tenants/tenant.js';
import { platformTables } from '../users/personal-tables.js';

/** The engine as this service has it: in the schema of a tenant, where there are several. */
export const urlTarget = (env: Env, server: DatabaseServer, tenant?: Tenant): Omit<UrlTarget, 'isPatient'> => ({
  tenant: tenant?.name,
  webhooks: webhookOptions(env),
  url: server.url,
  ownerUrl: server.ownerUrl,
  schema: { ...hostSchema, schema: tenant?.schema },
  personalTables: platformTables,
  migrating: { afterMigrations: grantsOf(server) },
  logger: new ServiceLogger(env),
});
