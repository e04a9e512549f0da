import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { type JsonObject } from '../../json/json.js';
import { type ActivationKind } from '../../domain/activation-kind.js';
import { instantColumn } from './stored-instant.js';
import { AlgoParams } from './algo-params.entity.js';
import { AlgoVersion } from './algo-version.entity.js';
import { datable, short, writable } from './bounds.js';

/**
 * An entry of the activation log: from this moment on, this pair was active for this key, or none. Never changed, never
 * deleted.
 */
@Entity('algo_activations')
@Index('ix_algo_activations_key', ['algoKey', 'id'])
@Index('ix_algo_activations_break_pins', ['algoKey', 'id'], { where: "'break_pins' = ANY (flags)" })
@ForeignKey(() => AlgoVersion, ['algoVersionId', 'algoKey'], ['id', 'algoKey'], {
  name: 'fk_algo_activations_version_of_key',
  onDelete: 'RESTRICT',
})
@ForeignKey(() => AlgoParams, ['paramsId', 'algoVersionId'], ['id', 'algoVersionId'], {
  name: 'fk_algo_activations_params_of_version',
  onDelete: 'RESTRICT',
})
@Check('ck_algo_activations_kind', "kind IN ('activate', 'params', 'rollback', 'restore', 'retire')")
@Check(
  'ck_algo_activations_retire',
  "(kind = 'retire') = (algo_version_id IS NULL) AND (algo_version_id IS NOT NULL OR params_id IS NULL)",
)
@Check(
  'ck_algo_activations_restores',
  "(kind IN ('rollback', 'restore')) = (restores_id IS NOT NULL) AND restores_id < id",
)
@Check(
  'ck_algo_activations_evidence',
  `jsonb_typeof(evidence) = 'object' AND octet_length(evidence::text) <= 65536 AND ${writable('evidence')}`,
)
@Check(
  'ck_algo_activations_flags',
  "array_position(flags, NULL) IS NULL AND cardinality(flags) <= 16 AND octet_length(array_to_string(flags, '')) <= 1024",
)
@Check('ck_algo_activations_finite_times', datable('activated_at'))
@Check('ck_algo_activations_texts', short({ reason: 4096 }))
export class AlgoActivation {
  /** Of one key, a later entry has a greater id. A bigint, as text. Gaps mean nothing. */
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_algo_activations',
  })
  id: string;

  @Column('varchar', { name: 'algo_key' })
  algoKey: string;

  @Column('varchar', { default: 'activate' })
  kind: ActivationKind;

  /** Null for an entry that retires the key: no version is active from then on. */
  @Column('uuid', { name: 'algo_version_id', nullable: true })
  algoVersionId: string | null;

  /** Null when the version had no active parameters, thus resolved to nothing, and when the key was retired. */
  @Column('uuid', { name: 'params_id', nullable: true })
  paramsId: string | null;

  /** Who made the change; null for a migration, or when the caller did not say. */
  @Column('uuid', { name: 'actor_user_id', nullable: true })
  actorUserId: string | null;

  @Column('text', { nullable: true })
  reason: string | null;

  /** Of a rollback or a restore: the earlier entry whose pair this one made active again. A bigint, as text. */
  @Column('bigint', { name: 'restores_id', nullable: true })
  @ForeignKey(() => AlgoActivation, { name: 'fk_algo_activations_restores', onDelete: 'RESTRICT' })
  restoresId: string | null;

  /** What the decision rests on. */
  @Column('jsonb', { nullable: true })
  evidence: JsonObject | null;

  @Column('text', { array: true, default: [] })
  flags: string[];

  /** The moment of the commit, written by the database. Of one key, the times follow the order of the entries. */
  @Column('timestamptz', { name: 'activated_at', transformer: instantColumn })
  activatedAt: Date;
}
