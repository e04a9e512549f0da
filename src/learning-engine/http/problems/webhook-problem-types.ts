import { type ProblemType } from './problem-type.js';

/** The kinds of problem with webhooks. */
export const webhookProblemTypes = {
  'webhook-not-found': {
    status: 404,
    title: 'There is no such webhook.',
    remedy: 'Correct the id: GET /v1/learning/webhooks lists them.',
  },
  'webhook-delivery-not-found': {
    status: 404,
    title: 'The webhook has no such delivery.',
    remedy: 'Correct the ids. Deliveries are kept for 30 days after their end.',
  },
  'webhooks-not-set-up': {
    status: 409,
    title: 'The service cannot keep secrets of webhooks.',
    remedy: 'Set `WEBHOOK_KEY`, for the service and its workers. Nothing was changed.',
  },
  'too-many-webhooks': {
    status: 409,
    title: 'There are as many webhooks as there may be.',
    remedy: 'Remove one that is not needed. Nothing was changed.',
  },
  'webhook-changed': {
    status: 412,
    title: 'The webhook has changed since.',
    remedy: 'Look again, then decide: `If-Match` names the `revision` that you have seen. Nothing was changed.',
  },
} as const satisfies Record<string, ProblemType>;
