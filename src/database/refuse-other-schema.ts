import { refuseNewerSchema, type SchemaState } from 'learning-engine/persistence';
import { PendingMigrationsError } from './database.errors.js';

/** @throws SchemaNewerThanCodeError, PendingMigrationsError */
export function refuseOtherSchema(state: SchemaState): void {
  refuseNewerSchema(state);
  if (state.pending.length > 0) throw new PendingMigrationsError(state.pending);
}
