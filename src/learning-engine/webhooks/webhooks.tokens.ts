/** The resolved settings of webhooks. */
export const WEBHOOK_SETTINGS = Symbol.for('learning-engine:WEBHOOK_SETTINGS');

/** Names of hosts that may be private. */
export const WEBHOOK_PRIVATE_HOSTS = Symbol.for('learning-engine:WEBHOOK_PRIVATE_HOSTS');

/** What sends webhooks: a token, so that the command `worker` finds it in an application of either build. */
export const WEBHOOK_WORKER = Symbol.for('learning-engine:WEBHOOK_WORKER');
