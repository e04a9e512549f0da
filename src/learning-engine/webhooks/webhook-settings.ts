/** How webhooks are sent. */
export interface WebhookSettings {
  /** Whether this process sends them. Default true. */
  deliver: boolean;
  /** How many requests this process sends at once. Default 16. */
  concurrency: number;
  /** How often what is due is looked for, in milliseconds. Default 1000. */
  pollMs: number;
  /** What a request may take, from the connection to the answer, in milliseconds. Default 10,000. */
  timeLimitMs: number;
  /** How often a delivery is sent before it has failed. Default 12: over some four days. */
  attempts: number;
  /** After which time the second attempt follows, in milliseconds; each further one after four times as long. Default 5000. */
  firstRetryMs: number;
  /** The longest time between two attempts, in milliseconds. Default a day. */
  longestRetryMs: number;
}

export const defaultWebhookSettings: Readonly<WebhookSettings> = {
  deliver: true,
  concurrency: 16,
  pollMs: 1000,
  timeLimitMs: 10_000,
  attempts: 12,
  firstRetryMs: 5000,
  longestRetryMs: 86_400_000,
};

export const largestWebhookSettings = {
  concurrency: 256,
  pollMs: 60_000,
  timeLimitMs: 60_000,
  attempts: 100,
  firstRetryMs: 86_400_000,
  longestRetryMs: 7 * 86_400_000,
} satisfies Partial<WebhookSettings>;
