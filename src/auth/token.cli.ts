import 'reflect-metadata';
import { loadEnv } from '../config/load-env.js';
import { signToken } from './sign-token.js';
import { parseTokenOptions, TOKEN_USAGE } from './token-options.js';

try {
  const { caller, seconds } = parseTokenOptions(process.argv.slice(2));
  const env = loadEnv();
  if (env.NODE_ENV === 'production') {
    throw new Error('This command is for development: in production, tokens come from your identity provider.');
  }
  process.stdout.write(`${signToken(env, caller, seconds)}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n\n${TOKEN_USAGE}\n`);
  process.exitCode = 1;
}
