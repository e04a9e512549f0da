import { Logger } from '@nestjs/common';
import { type Env } from './config/env.js';
import { hasPublicKeys } from './config/token-keys.rule.js';
import { isJsonLog } from './logging/log-format.js';

/** Tells that the service is up: people where to begin, or a machine in one line. */
export function welcome(env: Env, port: number, database: string): void {
  const origin = `http://localhost:${port}`;
  const info = `${origin}/v1/learning/info`;
  if (isJsonLog(env)) {
    new Logger('Service').log('The learning engine is up', { port, database });
    return;
  }
  // The token command refuses in production, and where it has no key to sign with.
  const canSign = env.NODE_ENV !== 'production' && !hasPublicKeys(env);
  const token = `  A token        npm run --silent token -- --role user
  Both at once   curl -H "Authorization: Bearer $(npm run --silent token)" ${info}
`;
  process.stdout.write(`
The learning engine is up.

  What is live   ${info}
${canSign ? token : ''}  All routes     ${origin}/docs
  Database       ${database}

Stop it with Ctrl-C.
`);
}
