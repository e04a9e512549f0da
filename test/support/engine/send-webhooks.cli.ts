/**
 * Sends the webhooks of a database until it is ended: `send-webhooks.cli.ts <url> <key>`. Says when it is up. What fails is tried again
 * soon, and a request may take a second.
 */
import 'reflect-metadata';
import { openWebhooks } from './open-webhooks.js';

const [url = '', key = ''] = process.argv.slice(2);
await openWebhooks(url, { key, deliver: true });
process.stdout.write('up\n');
