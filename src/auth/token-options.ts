import { isUUID } from 'class-validator';
import { parseArgs } from 'node:util';
import { type Caller, type Role, roles } from './caller.js';

/** Subject of tokens made without --sub, so that one developer is one user. */
const DEVELOPER = '00000000-0000-4000-8000-000000000001';

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 };

export const TOKEN_USAGE = `Usage: npm run --silent token -- [--role user|admin] [--sub <uuid>] [--ttl <number>s|m|h|d]
Defaults: --role user --sub ${DEVELOPER} --ttl 1h`;

/**
 * Reads the options of the token command.
 *
 * @throws Error that names the option and what it must be
 */
export function parseTokenOptions(args: string[]): { caller: Caller; seconds: number } {
  const { values } = parseArgs({
    args,
    options: {
      role: { type: 'string', default: 'user' },
      sub: { type: 'string', default: DEVELOPER },
      ttl: { type: 'string', default: '1h' },
    },
  });
  if (!roles.includes(values.role as Role)) throw new Error(`--role must be ${roles.join(' or ')}`);
  if (!isUUID(values.sub, 'loose')) throw new Error('--sub must be a UUID');
  const ttl = /^([1-9]\d{0,8})([smhd])$/.exec(values.ttl);
  if (!ttl) throw new Error('--ttl must be a number with a unit, such as 90s, 15m, 1h or 7d');
  return {
    caller: { role: values.role as Role, userId: values.sub },
    seconds: Number(ttl[1]) * SECONDS[ttl[2] as keyof typeof SECONDS],
  };
}
