import { jobsWait } from 'learning-engine/jobs';
import { webhooksWait } from 'learning-engine/webhooks';
import { escapeIdentifier } from 'pg';
import { type EntityManager } from 'typeorm';
import { openControl } from './control-database.js';
import { type Tenant } from './tenant.js';

/** A connection keeps what it has learnt of the tables that it has seen: after so many tenants it is closed. */
const TENANTS_PER_CONNECTION = 100;

/**
 * The names of the tenants that have something for a worker.
 *
 * @param withWebhooks whether to look for events and deliveries, too
 * @throws NoTenantsError, DatabaseUnreachableError, QueryFailedError
 */
export async function waitingTenants(
  url: string,
  tenants: readonly Tenant[],
  withWebhooks: boolean,
): Promise<Set<string>> {
  const waiting = new Set<string>();
  for (let from = 0; from < tenants.length; from += TENANTS_PER_CONNECTION) {
    const control = await openControl(url);
    try {
      for (const tenant of tenants.slice(from, from + TENANTS_PER_CONNECTION)) {
        const waits = await control.transaction((manager) => somethingWaits(manager, tenant, withWebhooks));
        if (waits) waiting.add(tenant.name);
      }
    } finally {
      await control.destroy();
    }
  }
  return waiting;
}

async function somethingWaits(manager: EntityManager, { name, schema }: Tenant, withWebhooks: boolean) {
  await manager.query("SELECT set_config('search_path', $1, true)", [escapeIdentifier(schema)]);
  const query = (text: string, values: unknown[]) => manager.query<unknown>(text, values);
  return (await jobsWait(query, name)) || (withWebhooks && (await webhooksWait(query)));
}
