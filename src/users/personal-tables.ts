import { type PersonalTable } from 'learning-engine/learners';

/** What this service keeps of persons beside the engine. */
export const platformTables: readonly PersonalTable[] = [
  { table: 'users', columns: { id: 'removed' }, key: ['id'] },
  { table: 'test_sessions', columns: { user_id: 'removed' }, key: ['id'] },
  { table: 'erased_users', columns: { id: 'kept' }, key: ['id'] },
];
