import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  UpdateDateColumn,
} from 'typeorm';
import { type JsonObject } from '../../json/json.js';
import { instantColumn } from './stored-instant.js';
import { AlgoVersion } from './algo-version.entity.js';
import { datable, servable, short } from './bounds.js';

/** A parameter set of a version. Its content never changes: tuning is a new set, and activating one moves a flag. */
@Entity('algo_params')
@Unique('uq_algo_params_version_checksum', ['algoVersionId', 'checksum'])
@Unique('uq_algo_params_id_version', ['id', 'algoVersionId'])
@Index('ix_algo_params_version_active', ['algoVersionId', 'isActive'])
@Index('ux_algo_params_one_active', ['algoVersionId'], { unique: true, where: 'is_active' })
@Check('ck_algo_params_size', servable('params_json'))
@Check('ck_algo_params_finite_times', datable('created_at', 'updated_at'))
@Check('ck_algo_params_texts', short({ checksum: 256 }))
export class AlgoParams {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'pk_algo_params' })
  id: string;

  @Column('uuid', { name: 'algo_version_id' })
  algoVersionId: string;

  /** Loaded only where a query joins it. */
  @ManyToOne(() => AlgoVersion, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'algo_version_id', foreignKeyConstraintName: 'fk_algo_params_version' })
  algoVersion?: Relation<AlgoVersion>;

  @Column('jsonb', { name: 'params_json' })
  paramsJson: JsonObject;

  /** SHA-256 of the RFC 8785 canonical form of `paramsJson`, in lower case hexadecimal. */
  @Column('varchar')
  checksum: string;

  @Column('boolean', { name: 'is_active', default: false })
  isActive: boolean;

  @CreateDateColumn({
    name: 'created_at',
    type: 'timestamptz',
    default: () => 'clock_timestamp()',
    transformer: instantColumn,
  })
  createdAt: Date;

  /** The last change of this row on the database's clock, thus also when the set became active or ceased to be. */
  @UpdateDateColumn({
    name: 'updated_at',
    type: 'timestamptz',
    default: () => 'clock_timestamp()',
    transformer: instantColumn,
  })
  updatedAt: Date;

  @Column('uuid', { name: 'created_by_user_id', nullable: true })
  createdByUserId: string | null;
}
