import { TIME_UNITS, type TimeUnit } from '../answer-files/answer-of-row.js';
import { UsageError } from './command.js';

/** `learner=user_id,item=problem`; an empty name for a field that the file does not have. */
export function columnsOption(text: string | boolean | undefined): Record<string, string> | undefined {
  if (text === undefined) return undefined;
  const pairs = String(text).split(',').map((pair) => pair.split('=')); // prettier-ignore
  if (pairs.some((pair) => pair.length !== 2))
    throw new UsageError('--map must be such as learner=user_id,item=problem');
  return Object.fromEntries(pairs) as Record<string, string>;
}

export function unitOption(value: string | boolean | undefined): TimeUnit {
  const unit = (value ?? 'seconds') as TimeUnit;
  if (TIME_UNITS.includes(unit)) return unit;
  throw new UsageError(`--at-unit must be one of ${TIME_UNITS.join(', ')}`);
}
