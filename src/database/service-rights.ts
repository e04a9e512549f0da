import { Client, escapeIdentifier } from 'pg';
import { type QueryRunner } from 'typeorm';
import { queueSchemaOf } from 'learning-engine/jobs';
import { answerColumns } from 'learning-engine/learners';
import { ServiceRoleMissingError } from './database.errors.js';

/** Everything that the service does with its tables; what is not named, it may not do. A new table needs a line. */
export const SERVICE_RIGHTS: Readonly<Record<string, string>> = {
  migrations: 'SELECT',
  users: 'SELECT, INSERT',
  erased_users: 'SELECT',
  test_sessions: 'SELECT, INSERT',
  algo_versions: 'SELECT, UPDATE (status, updated_at)',
  algo_params: 'SELECT, INSERT, UPDATE (is_active, updated_at)',
  algo_activations: 'SELECT, INSERT',
  gate_settings: 'SELECT, INSERT (algo_key, mode, log_loss_margin, most_changed, actor_user_id, reason)',
  session_pins: 'SELECT, INSERT (session_id, algo_key, activation_id), UPDATE (activation_id, pinned_at), DELETE',
  algo_runs:
    'SELECT, INSERT, UPDATE (status, completed_at, output_summary_json, error_message, error_code, lease_expires_at)',
  run_retirements: 'SELECT',
  // A failed run is noted by a trigger, with the rights of the owner.
  run_failures: 'SELECT, UPDATE (id), DELETE',
  idempotency_keys: 'SELECT, INSERT, UPDATE, DELETE',
  engine_events: 'SELECT, INSERT (type, key, payload)',
  learners: 'SELECT, INSERT (id, revision, last_seq, time_zone), UPDATE (revision, last_seq, time_zone, merged_into)',
  learner_merges:
    'SELECT, INSERT (learner_id, into_id, duplicates, conflicts, actor_user_id, reason), UPDATE (undone_at, undone_by_user_id, undone_reason)',
  // All but what the database says by itself: when an answer was recorded, and in which transaction.
  learner_answers: `SELECT, INSERT (${answerColumns.join(', ')})`,
  answer_inbox: 'SELECT, INSERT (learner_id, content), DELETE',
  projections:
    'SELECT, INSERT (algo_version_id, params_id, calibration_id, skill_map_id, fold_revision), UPDATE (status, ready_at, active_at)',
  item_calibrations:
    'SELECT, INSERT (id, digest, items, bank_id, algo_version_id, params_id, answers_from, answers_to, created_by_user_id, skills)',
  item_difficulties: 'SELECT, INSERT',
  skill_difficulties: 'SELECT, INSERT',
  skill_maps: 'SELECT, INSERT (id, digest, items, made_from, created_by_user_id)',
  skill_map_items: 'SELECT, INSERT',
  set_adoptions: 'SELECT, INSERT (kind, calibration_id, skill_map_id, actor_user_id, reason)',
  learner_positions: 'SELECT, INSERT, UPDATE, DELETE',
  learner_states: 'SELECT, INSERT, UPDATE, DELETE',
  selections:
    'SELECT, INSERT (learner_id, revision, algo_version_id, params_id, request, wanted, candidates, items, run_id)',
  external_ids: 'SELECT, INSERT',
  answer_imports:
    'SELECT, INSERT (id, source, digest, created_by_user_id), UPDATE (through_line, rows, staged, parts, touched_at, job_id), DELETE',
  import_answers: 'SELECT, INSERT, DELETE',
  import_rejects: 'SELECT, INSERT',
  previews:
    'SELECT, INSERT (id, algo_key, algo_version_id, params_id, active_version_id, active_params_id, activation_id, request, strata), UPDATE (report, digest)',
  preview_learners: 'SELECT, INSERT, UPDATE (comparison, commitment), DELETE',
  evaluations:
    'SELECT, INSERT (id, algo_key, algo_version_id, params_id, active_version_id, active_params_id, activation_id, request, learners), UPDATE (report, digest)',
  evaluation_learners: 'SELECT, INSERT, UPDATE (replayed), DELETE',
  evaluation_answers: 'SELECT, INSERT, UPDATE (facts), DELETE',
  evaluation_ratings: 'SELECT, INSERT, UPDATE (rating), DELETE',
  fit_reports:
    'SELECT, INSERT (id, kind, algo_key, algo_version_id, base_params_id, outcome, look, params_id, report, digest)',
  mistake_analyses:
    'SELECT, INSERT (id, bank_id, group_id, algo_version_id, params_id, calibration_id, skill_map_id, as_of, answers_from, answers_until, outcome, reason, learners, answers, report, result, digest)',
  shadows:
    'SELECT, INSERT (id, algo_key, algo_version_id, params_id, activation_id, percent, budget, until, actor_user_id, reason)',
  shadow_ends: 'SELECT, INSERT (shadow_id, actor_user_id, reason)',
  shadow_runs:
    'SELECT, INSERT (shadow_id, number, run_id, active_ms), UPDATE (ended_at, took_ms, error_code, is_equal, difference)',
  shadow_drops: 'SELECT, INSERT, UPDATE (dropped)',
  fit_learners: 'SELECT, INSERT (job_id, learner_id, through_seq, accounts), UPDATE (answers, taken), DELETE',
  job_schedules:
    'SELECT, INSERT (tenant, id, kind, args, cron, time_zone, enabled, catch_up, changed_by_user_id, reason, next_at), UPDATE (kind, args, cron, time_zone, enabled, catch_up, changed_by_user_id, reason, revision, changed_at, next_at)',
  job_schedule_changes: 'SELECT',
  webhook_endpoints: 'SELECT, INSERT, UPDATE, DELETE',
  webhook_endpoint_changes:
    'SELECT, INSERT (webhook_id, revision, action, url, event_types, enabled, changed_by_user_id, reason)',
  webhook_deliveries: 'SELECT, INSERT, UPDATE, DELETE',
  webhook_feed_position: 'SELECT, UPDATE',
  job_runs:
    'SELECT, INSERT, UPDATE (status, progress_done, progress_total, cursor, fence, lease_expires_at, attempts, started_at, ended_at, result, error_code, error_message)',
};

/** Functions that run as the owner. */
const SERVICE_FUNCTIONS = ['algo_retire_runs(timestamptz, uuid, integer)', 'erase_learner(uuid)'];

/** Of the tables of the job queue, in a schema of their own. */
const QUEUE_RIGHTS = 'SELECT, INSERT, UPDATE, DELETE';

const UNDEFINED_OBJECT = '42704';

/**
 * Gives a role what the service uses, and takes whatever else it had on these tables, itself or as PUBLIC. May be repeated. In one
 * transaction, so that a service that runs misses nothing.
 *
 * @throws ServiceRoleMissingError
 */
export async function grantServiceRights(queryRunner: QueryRunner, role: string): Promise<void> {
  const grantee = escapeIdentifier(role);
  const [place] = await queryRunner.manager.query<{ database: string; schema: string }[]>(
    'SELECT current_database() AS database, current_schema() AS schema',
  );
  const queue = queueSchemaOf(place!.schema);
  const [database, schema] = [escapeIdentifier(place!.database), escapeIdentifier(place!.schema)];
  const statements = [
    `GRANT CONNECT ON DATABASE ${database} TO ${grantee}`,
    `REVOKE TEMPORARY ON DATABASE ${database} FROM PUBLIC, ${grantee}`,
    `REVOKE CREATE ON SCHEMA ${schema} FROM PUBLIC, ${grantee}`,
    `GRANT USAGE ON SCHEMA ${schema} TO ${grantee}`,
    ...Object.entries(SERVICE_RIGHTS).flatMap(([table, rights]) => [
      `REVOKE ALL ON ${table} FROM PUBLIC, ${grantee}`,
      `GRANT ${rights} ON ${table} TO ${grantee}`,
    ]),
    ...SERVICE_FUNCTIONS.flatMap((name) => [
      `REVOKE ALL ON FUNCTION ${name} FROM PUBLIC, ${grantee}`,
      `GRANT EXECUTE ON FUNCTION ${name} TO ${grantee}`,
    ]),
    `REVOKE ALL ON SCHEMA ${queue} FROM PUBLIC, ${grantee}`,
    `REVOKE ALL ON ALL TABLES IN SCHEMA ${queue} FROM PUBLIC, ${grantee}`,
    `REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${queue} FROM PUBLIC, ${grantee}`,
    `GRANT USAGE ON SCHEMA ${queue} TO ${grantee}`,
    `GRANT ${QUEUE_RIGHTS} ON ALL TABLES IN SCHEMA ${queue} TO ${grantee}`,
  ];
  await queryRunner.startTransaction();
  try {
    for (const statement of statements) await queryRunner.query(statement);
    await queryRunner.commitTransaction();
  } catch (error) {
    await queryRunner.rollbackTransaction().catch(() => undefined);
    throw (error as { code?: string }).code === UNDEFINED_OBJECT ? new ServiceRoleMissingError(role) : error;
  }
}

/** The role of the service's URL, where migrations connect as another one. */
export function serviceRoleOf({ url, ownerUrl }: { url: string; ownerUrl: string }): string | undefined {
  const [service, owner] = [url, ownerUrl].map((connectionString) => new Client({ connectionString }).user);
  return service === owner ? undefined : service;
}

/** What follows migrations: the role of the service's URL gets what the service uses. */
export function grantsOf(urls: { url: string; ownerUrl: string }) {
  const role = serviceRoleOf(urls);
  return async (queryRunner: QueryRunner): Promise<void> => {
    if (role) await grantServiceRights(queryRunner, role);
  };
}
