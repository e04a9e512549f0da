import { isIP } from 'node:net';
import { isProduction } from './is-production.js';

/** The last part of a name has a letter: `127.1` and `0` are addresses to some programs. */
const NAME = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*(?:[a-z](?:[a-z0-9-]*[a-z0-9])?)$/i;

/** What is wrong with the address to listen on. */
export const hostProblem = (host: unknown): string | undefined =>
  host === undefined || (typeof host === 'string' && (isIP(host) !== 0 || NAME.test(host)))
    ? undefined
    : 'must be an address of this machine, such as 127.0.0.1, ::1 or 0.0.0.0, without port and brackets';

/** Where servers listen: in development this machine alone reaches them. Undefined is every address of the machine. */
export const listenHost = (env: { NODE_ENV: string; HOST?: string }): string | undefined =>
  env.HOST ?? (isProduction(env) ? undefined : '127.0.0.1');
