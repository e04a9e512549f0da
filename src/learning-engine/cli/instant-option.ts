import { UsageError } from './command.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** @throws UsageError unless the option is missing or an instant with its offset from UTC */
export function instantOption(name: string, value: string | boolean | undefined): Date | undefined {
  if (value === undefined) return undefined;
  const instant = new Date(String(value));
  if (INSTANT.test(String(value)) && !Number.isNaN(instant.getTime())) return instant;
  throw new UsageError(`--${name} must be an instant such as 2026-01-21T12:00:00Z`);
}
