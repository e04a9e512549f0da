import { UsageError } from './command.js';

/** @throws UsageError unless the option is missing or a page may have that many */
export function limitOption(value: string | boolean | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,3}$/.test(String(value))) throw new UsageError('--limit must be an integer from 1 to 200');
  return Number(value);
}
