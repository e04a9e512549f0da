import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { AlgoParams } from './algo-params.entity.js';
import { AlgoVersion } from './algo-version.entity.js';

/** An entry of the ledger: from this moment on, this pair was live for this key. Never changed, never deleted. */
@Entity('algo_activations')
@Index('ix_algo_activations_key', ['algoKey', 'id'])
@ForeignKey(() => AlgoVersion, ['algoVersionId', 'algoKey'], ['id', 'algoKey'], {
  name: 'fk_algo_activations_version_of_key',
  onDelete: 'RESTRICT',
})
@ForeignKey(() => AlgoParams, ['paramsId', 'algoVersionId'], ['id', 'algoVersionId'], {
  name: 'fk_algo_activations_params_of_version',
  onDelete: 'RESTRICT',
})
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

  @Column('uuid', { name: 'algo_version_id' })
  algoVersionId: string;

  /** Null when the version had no active parameters, thus resolved to nothing. */
  @Column('uuid', { name: 'params_id', nullable: true })
  paramsId: string | null;

  /** Who made the change; null for a migration, or when the caller did not say. */
  @Column('uuid', { name: 'actor_user_id', nullable: true })
  actorUserId: string | null;

  @Column('text', { nullable: true })
  reason: string | null;

  /** Written by the database. Of one key, the times follow the order of the entries. */
  @Column('timestamptz', { name: 'activated_at' })
  activatedAt: Date;
}
