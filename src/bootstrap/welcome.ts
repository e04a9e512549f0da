import { Logger } from '@nestjs/common';
import { type AddressInfo } from 'node:net';
import { canSign, signToken } from '../auth/sign-token.js';
import { DEVELOPER } from '../auth/token-options.js';
import { type Env } from '../config/env.js';
import { isProduction } from '../config/is-production.js';
import { isJsonLog } from '../logging/log-format.js';

/** How long the link to the admin app signs in: it stays in the history of the terminal. */
const LINK_SECONDS = 3600;

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
  const rules = isProduction(env) ? 'production' : `${env.NODE_ENV}, not for production`;
  process.stdout.write(`The learning engine is up. Rules: ${rules}.

  Admin app        ${origin}/admin/${linkToken(env)}
  Active versions  ${origin}/v1/learning/info
  All routes       ${origin}/docs
  Listening on     ${host}:${port}${reach}
  Database         ${database}
${stepsOf(env, `${origin}/v1/learning`)}
Stop it with Ctrl-C.
`);
}

/** In development, who opens the link is signed in. What stands behind the # reaches no server and no log of one. */
function linkToken(env: Env): string {
  if (env.TENANTS || !canSign(env, 'admin')) return ''; // a token is for one school
  const seconds = Math.min(LINK_SECONDS, env.JWT_MAX_LIFETIME);
  return `#token=${signToken(env, { userId: DEVELOPER, role: 'admin' }, seconds)}`;
}

function stepsOf(env: Env, api: string): string {
  if (!canSign(env, 'user')) return '';
  return env.TENANTS ? ofTenants : firstSteps(api);
}

const ofTenants = `
There are several schools. A token to sign in to the admin app with is for one of them:

  npm run token -- --tenant <school> --role admin
`;

/** In a new database the active versions are stubs: what leads from there to a first result. */
const firstSteps = (api: string): string => `
Activate an algorithm and compute, in a second terminal:

  npm run cli -- activate mastery v2 --reason "A first try"

  curl -H "Authorization: Bearer $(npm run --silent token)" \\
    -H 'Content-Type: application/json' ${api}/mastery -d '{"input": {"states": [], "events": [
      {"event_id": "e1", "skills": [{"skill_id": "fractions"}], "correct": true, "at": "2026-01-21T12:00:00Z"}]}}'
`;

const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');
