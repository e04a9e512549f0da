import { type Env } from './env.js';

/** What the service and its workers share: by one key all of them can read the secrets. */
export const webhookOptions = ({ WEBHOOK_KEY, WEBHOOK_PRIVATE_HOSTS }: Env) => ({
  key: WEBHOOK_KEY,
  privateHosts: WEBHOOK_PRIVATE_HOSTS,
});
