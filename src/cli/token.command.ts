import 'reflect-metadata';
import { CommandRejectedError, type RunCommand, UsageError } from 'learning-engine/cli';
import { signToken } from '../auth/sign-token.js';
import { parseTokenOptions, type TokenOptions } from '../auth/token-options.js';
import { isProduction } from '../config/is-production.js';
import { loadEnv } from '../config/load-env.js';
import { hasPublicKeys } from '../config/token-keys.rule.js';

export const run: RunCommand = async ({ options }) => {
  const env = loadEnv();
  if (isProduction(env)) {
    throw new CommandRejectedError(
      'This command is for development: in production, tokens come from your identity provider.',
    );
  }
  if (hasPublicKeys(env)) {
    throw new CommandRejectedError('This command signs with JWT_SECRET: here, tokens are signed with the private key.');
  }
  if (env.TENANTS !== (options.tenant !== undefined)) {
    throw new UsageError(env.TENANTS ? '--tenant <name> is required: TENANTS is true' : '--tenant is for TENANTS=true');
  }
  const { caller, seconds } = attempt(UsageError, () =>
    parseTokenOptions(options as TokenOptions, env.JWT_MAX_LIFETIME),
  );
  const token = attempt(CommandRejectedError, () => signToken(env, caller, seconds));
  return Promise.resolve({ text: `${token}\n`, data: { token } });
};

/** The error of a rule, as one of the command. */
function attempt<T>(Refusal: new (message: string) => Error, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Refusal((error as Error).message);
  }
}
