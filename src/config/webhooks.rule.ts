import { isIP } from 'node:net';
import { webhookKeyProblem } from 'learning-engine/cli';

/** What is wrong with the key that encrypts the secrets of webhooks. */
export const webhookKeyRule = (key: unknown): string | undefined =>
  key === undefined ? undefined : webhookKeyProblem(key);

const NAME = /^(?=.{1,253}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?)(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)*$/i;

/** What is wrong with the hosts that webhooks may be sent to although they are private. */
export const privateHostsProblem = (hosts: readonly string[]): string | undefined =>
  hosts.every((host) => isIP(host) !== 0 || NAME.test(host))
    ? undefined
    : 'must be names or IP addresses of hosts, separated by commas, such as hooks.school.internal,10.1.2.3';
