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
  const reach = isEverywhere ? ', every network of this machine' : isLoopback(address) ? ', this machine only' : '';
  // The token command refuses in production, and where it has no key to sign with.
  const canSign = !isProduction(env) && !hasPublicKeys(env);
  process.stdout.write(`
The learning engine is up.

  Active versions  ${origin}/v1/learning/info
  All routes       ${origin}/docs
  Listening on     ${host}:${port}${reach}
  Rules            ${isProduction(env) ? 'production' : `${env.NODE_ENV}, not for production`}
  Database         ${database}
${canSign ? firstSteps(`${origin}/v1/learning`) : ''}
Stop it with Ctrl-C.
`);
}

/** In a new database the active versions are stubs: what leads from there to a first result. */
const firstSteps = (api: string): string => `
Activate an algorithm and compute, in a second terminal:

  npm run cli -- activate mastery v2 --reason "A first try"

  curl -H "Authorization: Bearer $(npm run --silent token)" \\
    -H 'Content-Type: application/json' ${api}/mastery -d '{"input": {"states": [], "events": [
      {"event_id": "e1", "skills": [{"skill_id": "fractions"}], "correct": true, "at": "2026-01-21T12:00:00Z"}]}}'
`;

const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');
