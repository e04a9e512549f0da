import { QueryFailedError } from 'typeorm';
import { InvalidRunReferenceError } from '../errors/run.errors.js';

/** Turns a foreign key violation into the engine's error: PostgreSQL's detail begins `Key (user_id)=(…)`. */
export function missingReference(error: unknown): InvalidRunReferenceError | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const { code, detail } = error.driverError as { code?: string; detail?: string };
  if (code !== '23503') return undefined;
  const columns = /\(([^)]+)\)=/.exec(detail ?? '')?.[1]?.split(', ') ?? [];
  return new InvalidRunReferenceError(columns, { cause: error });
}

/** @throws InvalidRunReferenceError for a foreign key violation, and any other error as it is */
export function rejectReference(error: unknown): never {
  throw missingReference(error) ?? error;
}
