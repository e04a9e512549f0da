import { countWebhooks } from '../webhooks/webhook-counts.js';
import { type Check, type Finding } from './finding.js';
import { type Trouble, troublesIn } from './trouble.js';

const LATE_SECONDS = 600;
const SEE = 'See "webhooks list" and "webhooks deliveries <id>"';

const GONE: Trouble = {
  code: 'WEBHOOK_GONE',
  subject: 'webhook_endpoints',
  text: `
    SELECT count(*)::int AS count, min(id::text) AS example FROM webhook_endpoints WHERE disabled_because = 'gone'`,
  values: [],
  message: (count, id) => `${count} webhooks, such as ${id}, are disabled, because their receiver answered 410 Gone`,
  remedy: 'Enable it once its receiver is there again ("webhooks enable <id>"), or remove it.',
};

const FAILING: Trouble = {
  code: 'WEBHOOK_FAILING',
  subject: 'webhook_endpoints',
  text: `
    SELECT count(*)::int AS count, min(id::text) AS example FROM webhook_endpoints
    WHERE enabled AND failing_since < clock_timestamp() - interval '1 hour'`,
  values: [],
  message: (count, id) => `To ${count} webhooks, such as ${id}, nothing has come through for over an hour`,
  remedy: `${SEE} for what is wrong. What has failed by then: "webhooks redeliver".`,
};

const UNREADABLE: Trouble = {
  code: 'WEBHOOK_SECRET_UNREADABLE',
  subject: 'webhook_deliveries',
  text: `
    SELECT count(DISTINCT webhook_id)::int AS count, min(webhook_id::text) AS example FROM webhook_deliveries
    WHERE status = 'PENDING' AND last_error = 'SECRET_UNREADABLE'`,
  values: [],
  message: (count, id) => `The secrets of ${count} webhooks, such as ${id}, cannot be read by the key of the workers`,
  remedy: 'Give all workers the WEBHOOK_KEY of the service, or rotate the secrets of these webhooks.',
};

/** What webhooks are to be told is sent, and comes through. None where the host has no webhooks. */
export const checkWebhooks: Check = async (manager) => {
  const counts = await countWebhooks((text, values) => manager.query(text, values));
  if (!counts) return [];
  const unsent: Finding[] =
    counts.unsentSeconds > LATE_SECONDS
      ? [
          {
            code: 'WEBHOOKS_UNSENT',
            subject: 'webhook_deliveries',
            message: `What webhooks are to be told has been waiting for ${Math.round(counts.unsentSeconds)} s: no process sends it`,
            remedy: 'Start a worker with WEBHOOK_KEY: the command "worker", or the service with JOB_CONCURRENCY.',
          },
        ]
      : [];
  return [...unsent, ...(await troublesIn(manager, [GONE, FAILING, UNREADABLE]))];
};
