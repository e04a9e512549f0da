import { type CommandCall, UsageError } from './command.js';

/** How many learners, or runs. */
export function sampleOption(value: CommandCall['options'][string]): number | 'all' | undefined {
  if (value === undefined || value === 'all') return value;
  if (/^\d{1,9}$/.test(String(value))) return Number(value);
  throw new UsageError('--sample must be all or a number');
}
