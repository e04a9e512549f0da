import { isUUID } from 'class-validator';
import { parseArgs } from 'node:util';
import { secondsOf } from '../config/duration.js';
import { type AuthUser, type Role, roles } from './auth-user.js';

/** Subject of tokens made without --sub, so that one developer is one user. */
const DEVELOPER = '00000000-0000-4000-8000-000000000001';

export const TOKEN_USAGE = `Usage: npm run --silent token -- [--role user|reader|service|admin] [--sub <uuid>] [--ttl <number>s|m|h|d]
Defaults: --role user --sub ${DEVELOPER} --ttl 1h`;

/**
 * Reads the options of the token command.
 *
 * @param maxSeconds how long a token may live
 * @throws Error that names the option and what it must be
 */
export function parseTokenOptions(args: string[], maxSeconds: number): { caller: AuthUser; seconds: number } {
  const { values } = parseArgs({
    args,
    options: {
      role: { type: 'string', default: 'user' },
      sub: { type: 'string', default: DEVELOPER },
      ttl: { type: 'string', default: '1h' },
    },
  });
  if (!roles.includes(values.role as Role)) throw new Error(`--role must be one of ${roles.join(', ')}`);
  if (!isUUID(values.sub, 'loose')) throw new Error('--sub must be a UUID');
  const seconds = secondsOf(values.ttl);
  if (!seconds) throw new Error('--ttl must be a number with a unit, such as 90s, 15m or 1h');
  if (seconds > maxSeconds) {
    throw new Error(
      `--ttl must be at most ${maxSeconds}s: the service rejects tokens with a longer lifetime than JWT_MAX_LIFETIME`,
    );
  }
  return { caller: { role: values.role as Role, userId: values.sub }, seconds };
}
