import { accountsWith } from '../persons.js';

/** What becomes of a row that names a person when they are erased: it goes, or it stays without or with their id. */
export type Erasing = 'removed' | 'unnamed' | 'kept';

/** A table with rows that name persons. */
export interface PersonalTable {
  table: string;
  /** The columns that name a person, and what erasing the person does to a row. A row is told of the person in the first one. */
  columns: Readonly<Record<string, Erasing>>;
  /** Whose rows are exported, of the person `$1`, where that is not those with the person in the first column. */
  theirs?: string;
  /** Rows are exported in the order of these columns, by which they are unique among those of a person. */
  key: readonly string[];
  /** Columns that are not exported: secrets, which are no data of the person. */
  secrets?: readonly string[];
}

/**
 * All tables of the engine with rows that name persons: what an export walks, and what erasing a learner reaches. Where a table is
 * missing, as in a host without previews, there is nothing to walk. Ids of those who did something are kept, so that it stays known
 * who did it.
 */
export const PERSONAL_TABLES: readonly PersonalTable[] = [
  { table: 'learners', columns: { id: 'kept', merged_into: 'unnamed' }, key: ['id'] },
  { table: 'learner_answers', columns: { learner_id: 'removed', actor_id: 'kept' }, key: ['seq'] },
  { table: 'answer_inbox', columns: { learner_id: 'removed' }, key: ['id'] },
  { table: 'learner_states', columns: { learner_id: 'removed' }, key: ['projection_id', 'scope_kind', 'scope_id'] },
  { table: 'learner_positions', columns: { learner_id: 'removed' }, key: ['projection_id'] },
  { table: 'selections', columns: { learner_id: 'removed' }, key: ['id'] },
  {
    table: 'learner_merges',
    columns: { learner_id: 'removed', into_id: 'removed', actor_user_id: 'kept', undone_by_user_id: 'kept' },
    // One between two accounts of the person is handed out with the one that was merged.
    theirs: `t.learner_id = $1 OR (t.into_id = $1 AND t.learner_id NOT IN (${accountsWith('$1')}))`,
    key: ['learner_id', 'id'],
  },
  { table: 'external_ids', columns: { learner_id: 'removed' }, key: ['source', 'external_id'] },
  { table: 'import_answers', columns: { learner_id: 'removed' }, key: ['import_id', 'part'] },
  { table: 'preview_learners', columns: { learner_id: 'removed' }, key: ['preview_id'] },
  { table: 'evaluation_learners', columns: { learner_id: 'removed' }, key: ['evaluation_id'] },
  { table: 'evaluation_answers', columns: { learner_id: 'removed' }, key: ['evaluation_id', 'place'] },
  { table: 'evaluation_ratings', columns: { learner_id: 'removed' }, key: ['evaluation_id', 'name'] },
  { table: 'fit_learners', columns: { learner_id: 'removed' }, key: ['job_id'] },
  { table: 'algo_runs', columns: { user_id: 'unnamed' }, key: ['id'] },
  {
    table: 'idempotency_keys',
    columns: { user_id: 'removed', learner_id: 'removed' },
    theirs: 'coalesce(t.learner_id, t.user_id) = $1',
    key: ['scope', 'user_id', 'route', 'key'],
  },
  { table: 'answer_imports', columns: { created_by_user_id: 'kept' }, key: ['id'] },
  { table: 'job_runs', columns: { created_by_user_id: 'kept' }, key: ['id'] },
  { table: 'job_schedules', columns: { changed_by_user_id: 'kept' }, key: ['tenant', 'id'] },
  {
    table: 'job_schedule_changes',
    columns: { changed_by_user_id: 'kept' },
    key: ['tenant', 'schedule_id', 'revision'],
  },
  {
    table: 'webhook_endpoints',
    columns: { changed_by_user_id: 'kept' },
    key: ['id'],
    secrets: ['secret', 'previous_secret'],
  },
  {
    table: 'webhook_endpoint_changes',
    columns: { changed_by_user_id: 'kept' },
    key: ['webhook_id', 'revision'],
  },
  { table: 'algo_activations', columns: { actor_user_id: 'kept' }, key: ['id'] },
  { table: 'run_retirements', columns: { actor_user_id: 'kept' }, key: ['id'] },
  { table: 'gate_settings', columns: { actor_user_id: 'kept' }, key: ['id'] },
  { table: 'shadows', columns: { actor_user_id: 'kept' }, key: ['id'] },
  { table: 'shadow_ends', columns: { actor_user_id: 'kept' }, key: ['shadow_id'] },
  { table: 'algo_params', columns: { created_by_user_id: 'kept' }, key: ['id'] },
  { table: 'item_calibrations', columns: { created_by_user_id: 'kept' }, key: ['id'] },
  { table: 'skill_maps', columns: { created_by_user_id: 'kept' }, key: ['id'] },
  { table: 'set_adoptions', columns: { actor_user_id: 'kept' }, key: ['id'] },
];
