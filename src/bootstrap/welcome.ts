import { Logger } from '@nestjs/common';
import { type AddressInfo } from 'node:net';
import { type Env } from '../config/env.js';
import { isProduction } from '../config/is-production.js';
import { hasPublicKeys } from '../config/token-keys.rule.js';
import { isJsonLog } from '../logging/log-format.js';

/** Tells that the service is up: people where to begin, or a machine in one line. */
export function welcome(env: Env, { address, family, port }: AddressInfo, database: string): void {
  if (isJsonLog(env)) {
    new Logger('Service').log('The learning engine is up', { host: address, port, database });
    return;
  }
  const host = family === 'IPv6' ? `[${address}]` : address;
  const isEverywhere = address === '::' || address === '0.0.0.0';
  const origin = `http://${isEverywhere ? 'localhost' : host}:${port}`;
  const info = `${origin}/v1/learning/info`;
  const reach = isEverywhere ? ', every network of this machine' : isLoopback(address) ? ', this machine alone' : '';
  // The token command refuses in production, and where it has no key to sign with.
  const canSign = !isProduction(env) && !hasPublicKeys(env);
  const token = `  A token        npm run --silent token -- --role user
  Both at once   curl -H "Authorization: Bearer $(npm run --silent token)" ${info}
`;
  process.stdout.write(`
The learning engine is up.

  What is active ${info}
${canSign ? token : ''}  All routes     ${origin}/docs
  Listens on     ${host}:${port}${reach}
  Rules          ${isProduction(env) ? 'production' : `${env.NODE_ENV}, not for production`}
  Database       ${database}

Stop it with Ctrl-C.
`);
}

const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');
