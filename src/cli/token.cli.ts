import 'reflect-metadata';
import { isProduction } from '../config/is-production.js';
import { loadEnv } from '../config/load-env.js';
import { hasPublicKeys } from '../config/token-keys.rule.js';
import { signToken } from '../auth/sign-token.js';
import { parseTokenOptions, TOKEN_USAGE } from '../auth/token-options.js';

try {
  const env = loadEnv();
  if (isProduction(env)) {
    throw new Error('This command is for development: in production, tokens come from your identity provider.');
  }
  if (hasPublicKeys(env)) {
    throw new Error('This command signs with JWT_SECRET: here, tokens are signed with the private key.');
  }
  const { caller, seconds } = parseTokenOptions(process.argv.slice(2), env.JWT_MAX_LIFETIME);
  process.stdout.write(`${signToken(env, caller, seconds)}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n\n${TOKEN_USAGE}\n`);
  process.exitCode = 1;
}
