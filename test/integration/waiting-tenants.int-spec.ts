import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source-options.js';
import { createTenant } from '../../src/tenants/migrate-tenants.js';
import { schemaOfTenant } from '../../src/tenants/tenant.js';
import { waitingTenants } from '../../src/tenants/waiting-tenants.js';
import { until } from '../support/database/embedded-child.js';
import { useTestDatabase } from '../support/database/test-database.js';

const ID = '01a00000-0000-7000-8000-000000000001';
const NAMES = ['north', 'south'];

describe('what a worker would find in the schemas of schools', () => {
  const database = useTestDatabase();
  let north: DataSource;
  const waiting = async (withWebhooks = true) => {
    const tenants = NAMES.map((name) => ({ name, schema: schemaOfTenant(name) }));
    return [...(await waitingTenants(database.url, tenants, withWebhooks))];
  };
  beforeAll(async () => {
    for (const name of NAMES) await createTenant({ url: database.url, ownerUrl: database.url }, name);
    north = await new DataSource(dataSourceOptions(database.url, schemaOfTenant('north'))).initialize();
  });
  afterAll(() => north?.destroy());

  it('is nothing in new ones', async () => {
    expect(await waiting()).toEqual([]);
  });

  it('is a job that waits, or one whose worker is lost, but none that a worker holds', async () => {
    await north.query("INSERT INTO job_runs (id, tenant, kind, args) VALUES ($1, 'north', 'a.kind', '{}')", [ID]);
    expect(await waiting()).toEqual(['north']);
    const lease = (seconds: number) =>
      north.query(
        `UPDATE job_runs SET status = 'RUNNING', started_at = now(), fence = fence + 1, attempts = 1,
           lease_expires_at = clock_timestamp() + $1 * interval '1 second'`,
        [seconds],
      );
    await lease(600);
    expect(await waiting()).toEqual([]);
    await lease(-1);
    expect(await waiting()).toEqual(['north']);
    await north.query('DELETE FROM job_runs');
  });

  it('is an occurrence of a schedule that is due', async () => {
    await north.query(
      `INSERT INTO job_schedules (tenant, id, kind, args, cron, time_zone, next_at)
       VALUES ('north', 'nightly', 'a.kind', '{}', '0 3 * * *', 'UTC', clock_timestamp() + interval '1 hour')`,
    );
    expect(await waiting()).toEqual([]);
    await north.query('UPDATE job_schedules SET next_at = clock_timestamp()');
    expect(await waiting()).toEqual(['north']);
    await north.query("UPDATE job_schedules SET next_at = clock_timestamp() + interval '1 hour'");
    expect(await waiting()).toEqual([]);
  });

  it('is an event of which a webhook is not told yet, or a delivery that is due', async () => {
    await north.query("INSERT INTO engine_events (type, key, payload) VALUES ('a.kind', 'one', '{}')");
    expect(await waiting()).toEqual([]); // there is no webhook
    await north.query(
      "INSERT INTO webhook_endpoints (id, url, event_types, secret) VALUES ($1, 'https://a.test', '{a.kind}', 'x')",
      [ID],
    );
    // Events of transactions that begin while others of this server are open can be read later.
    await until(async () => (await waiting()).length > 0);
    expect(await waiting(false)).toEqual([]);

    const read = `UPDATE webhook_feed_position SET cursor = (
      SELECT epoch || '.' || xid || '.' || id FROM engine_events ORDER BY epoch DESC, xid DESC, id DESC LIMIT 1)`;
    await north.query(read);
    expect(await waiting()).toEqual([]);
    await north.query(
      "INSERT INTO webhook_deliveries (id, webhook_id, type, body, attempts_left) VALUES ($1, $1, 'a.kind', '{}', 3)",
      [ID],
    );
    expect(await waiting()).toEqual(['north']);
    await north.query("UPDATE webhook_deliveries SET lease_expires_at = clock_timestamp() + interval '1 minute'");
    expect(await waiting()).toEqual([]);
    await north.query(
      "UPDATE webhook_deliveries SET lease_expires_at = NULL, next_attempt_at = clock_timestamp() + interval '1 hour'",
    );
    expect(await waiting()).toEqual([]);
    await north.query('UPDATE webhook_deliveries SET next_attempt_at = clock_timestamp()');
    expect(await waiting()).toEqual(['north']);
    await north.query('UPDATE webhook_endpoints SET enabled = false');
    expect(await waiting()).toEqual([]);
  });

  it('is found where there are more schools than a connection is asked about', async () => {
    await north.query("INSERT INTO job_runs (id, tenant, kind, args) VALUES ($1, 'north', 'a.kind', '{}')", [ID]);
    const many = Array.from({ length: 120 }, () => ({ name: 'south', schema: schemaOfTenant('south') }));
    const tenants = [...many, { name: 'north', schema: schemaOfTenant('north') }];
    expect([...(await waitingTenants(database.url, tenants, false))]).toEqual(['north']);
  });
});
