import { rejectNewerSchema, type SchemaState } from 'learning-engine/persistence';
import { PendingMigrationsError } from './database.errors.js';

/** @throws SchemaNewerThanCodeError, PendingMigrationsError */
export function rejectOtherSchema(state: SchemaState): void {
  rejectNewerSchema(state);
  if (state.pending.length > 0) throw new PendingMigrationsError(state.pending);
}
