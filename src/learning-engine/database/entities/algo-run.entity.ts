import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type JsonObject } from '../../json/json.js';
import { type RunPurpose } from '../../domain/run-purpose.js';
import { type RunStatus } from '../../domain/run-status.js';
import { type RunTrigger } from '../../domain/run-trigger.js';
import { instantColumn } from './stored-instant.js';
import { AlgoParams } from './algo-params.entity.js';
import { AlgoVersion } from './algo-version.entity.js';
import { datable, servable, short } from './bounds.js';

/**
 * The record of one execution. It refers to its version and params with RESTRICT: what has run cannot be deleted.
 *
 * `user_id` and `session_id` are plain ids here, so that the engine can live beside any users table; a host adds the
 * foreign keys to its own tables.
 */
@Entity('algo_runs')
@ForeignKey(() => AlgoParams, ['paramsId', 'algoVersionId'], ['id', 'algoVersionId'], {
  name: 'fk_algo_runs_params_of_version',
  onDelete: 'RESTRICT',
})
@Index('ix_algo_runs_user_started', ['userId', 'startedAt'])
@Index('ix_algo_runs_version_started', ['algoVersionId', 'startedAt'])
@Index('ix_algo_runs_session', ['sessionId'])
@Check('ck_algo_runs_status', "status IN ('RUNNING', 'SUCCESS', 'FAILED')")
@Check('ck_algo_runs_trigger', "trigger IN ('manual', 'submit', 'nightly', 'cron', 'api')")
@Check('ck_algo_runs_purpose', "purpose IN ('live', 'shadow', 'verify')")
@Check('ck_algo_runs_parent', "(purpose = 'live') = (parent_run_id IS NULL)")
@Check('ck_algo_runs_running_is_open', "(status = 'RUNNING') = (completed_at IS NULL)")
@Check('ck_algo_runs_failed_has_error', "(status = 'FAILED') = (error_message IS NOT NULL)")
@Check('ck_algo_runs_ends_after_start', 'completed_at >= started_at')
@Check('ck_algo_runs_error_code', "error_code IS NULL OR status = 'FAILED'")
@Check('ck_algo_runs_input_size', servable('input_summary_json'))
@Check('ck_algo_runs_finite_times', datable('started_at', 'completed_at', 'lease_expires_at'))
@Check('ck_algo_runs_output_size', servable('output_summary_json'))
@Check('ck_algo_runs_texts', short({ error_message: 1048576, error_code: 256, runtime: 1024 }))
@Index('ix_algo_runs_started', ['startedAt', 'id'])
@Index('ix_algo_runs_trigger_started', ['trigger', 'startedAt'])
@Index('ix_algo_runs_failed', ['startedAt', 'id'], { where: "status = 'FAILED'" })
@Index('ix_algo_runs_aside', ['startedAt', 'id'], { where: "purpose <> 'live'" })
@Index('ix_algo_runs_lease', ['leaseExpiresAt'], { where: "status = 'RUNNING'" })
export class AlgoRun {
  /** UUIDv7, made by the engine before the insert. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_algo_runs' })
  id: string;

  @Column('uuid', { name: 'algo_version_id' })
  @ForeignKey(() => AlgoVersion, { name: 'fk_algo_runs_version', onDelete: 'RESTRICT' })
  algoVersionId: string;

  @Column('uuid', { name: 'params_id' })
  paramsId: string;

  @Column('uuid', { name: 'user_id', nullable: true })
  userId: string | null;

  @Column('uuid', { name: 'session_id', nullable: true })
  sessionId: string | null;

  /** Of a run in a session whose version was not named: the entry of the activation log that the session is pinned to. A bigint, as text. */
  @Column('bigint', { name: 'pin_activation_id', nullable: true })
  pinActivationId: string | null;

  /** Beside it: the last entry of the key when the run was started. Another one than the pin: what was active has changed since. */
  @Column('bigint', { name: 'active_activation_id', nullable: true })
  activeActivationId: string | null;

  @Column('varchar')
  trigger: RunTrigger;

  @Column('varchar', { default: 'live' })
  purpose: RunPurpose;

  /** Of a run of another purpose than live: the run whose input it computes. A plain id: that run may be removed before. */
  @Column('uuid', { name: 'parent_run_id', nullable: true })
  parentRunId: string | null;

  /** Whether the caller named the version; otherwise it was the active one, or that of the session. */
  @Column('boolean', { name: 'version_named', default: false })
  versionNamed: boolean;

  /** What computed it: Node and the libraries of the algorithm, each with its version. */
  @Column('varchar', { nullable: true })
  runtime: string | null;

  /** A digest of the code that computed it; null where its version declares none. */
  @Column('varchar', { name: 'code_digest', length: 200, nullable: true })
  codeDigest: string | null;

  @Column('varchar')
  status: RunStatus;

  @Column('timestamptz', { name: 'started_at', default: () => 'clock_timestamp()', transformer: instantColumn })
  startedAt: Date;

  @Column('timestamptz', { name: 'completed_at', nullable: true, transformer: instantColumn })
  completedAt: Date | null;

  @Column('jsonb', { name: 'input_summary_json', default: {} })
  inputSummaryJson: JsonObject;

  @Column('jsonb', { name: 'output_summary_json', nullable: true })
  outputSummaryJson: JsonObject | null;

  @Column('text', { name: 'error_message', nullable: true })
  errorMessage: string | null;

  /** What kind of failure it was, for programs. */
  @Column('varchar', { name: 'error_code', nullable: true })
  errorCode: string | null;

  /** While RUNNING: when the run counts as abandoned unless it gives a heartbeat. */
  @Column('timestamptz', {
    name: 'lease_expires_at',
    default: () => "(clock_timestamp() + '00:01:00')",
    transformer: instantColumn,
  })
  leaseExpiresAt: Date;
}
