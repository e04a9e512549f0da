import { type Command } from './command.js';

const WHY = {
  reason: { value: '<text>', help: 'why', isRequired: true },
  as: { value: '<uuid>', help: 'the user who does it' },
} as const;

/** The commands for those who are told of events. Secrets are made and told over HTTP alone. */
export const webhookCommands: readonly Command[] = [
  {
    name: 'webhooks list',
    summary: 'Lists webhooks, oldest first',
    options: {
      limit: { value: '<n>', help: 'webhooks, 1 to 200, default 50' },
      after: { value: '<position>', help: 'the next page: next_after of the page before' },
    },
    load: () => import('./commands/webhooks-list.js'),
  },
  {
    name: 'webhooks show',
    arguments: ['<id>'],
    summary: 'Prints a webhook and its changes',
    load: () => import('./commands/webhooks-show.js'),
  },
  {
    name: 'webhooks deliveries',
    arguments: ['<id>'],
    summary: 'Lists what a webhook is told, newest first',
    options: {
      status: { value: '<status>', help: 'PENDING, DELIVERED or FAILED' },
      limit: { value: '<n>', help: 'deliveries, 1 to 200, default 50' },
      before: { value: '<position>', help: 'the next page: next_before of the page before' },
    },
    load: () => import('./commands/webhooks-deliveries.js'),
  },
  {
    name: 'webhooks redeliver',
    arguments: ['<id>'],
    summary: 'Sends a delivery again',
    options: { delivery: { value: '<id>', help: 'which one of the webhook', isRequired: true } },
    load: () => import('./commands/webhooks-redeliver.js'),
  },
  {
    name: 'webhooks test',
    arguments: ['<id>'],
    summary: 'Sends a test to a webhook',
    load: () => import('./commands/webhooks-test.js'),
  },
  {
    name: 'webhooks enable',
    arguments: ['<id>'],
    summary: 'Tells a webhook again, and sends what waits',
    options: WHY,
    load: () => import('./commands/webhooks-enable.js'),
  },
  {
    name: 'webhooks disable',
    arguments: ['<id>'],
    summary: 'Tells a webhook nothing more',
    options: WHY,
    load: () => import('./commands/webhooks-disable.js'),
  },
];
