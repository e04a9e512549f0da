import { type CommandCall, UsageError } from './command.js';

/** @throws UsageError unless the option is missing or a number without a sign */
export function numberOption(options: CommandCall['options'], name: string): number | undefined {
  const given = options[name];
  if (given === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(String(given))) return Number(given);
  throw new UsageError(`--${name} must be a number such as 0.05`);
}
