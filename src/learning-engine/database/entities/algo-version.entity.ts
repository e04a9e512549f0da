import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';
import { type AlgoStatus } from '../../domain/algo-status.js';
import { instantColumn } from './stored-instant.js';
import { datable, short } from './bounds.js';

/** A version of an algorithm, and whether it is active. Key, version and id never change. */
@Entity('algo_versions')
@Unique('uq_algo_versions_key_version', ['algoKey', 'version'])
@Unique('uq_algo_versions_id_key', ['id', 'algoKey'])
@Index('ix_algo_versions_key_status', ['algoKey', 'status'])
@Index('ux_algo_versions_one_active', ['algoKey'], { unique: true, where: "status = 'ACTIVE'" })
@Check('ck_algo_versions_status', "status IN ('ACTIVE', 'DEPRECATED', 'EXPERIMENTAL')")
@Check('ck_algo_versions_finite_times', datable('created_at', 'updated_at'))
@Check('ck_algo_versions_texts', short({ algo_key: 256, version: 256, description: 65536 }))
export class AlgoVersion {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'pk_algo_versions' })
  id: string;

  @Column('varchar', { name: 'algo_key' })
  algoKey: string;

  @Column('varchar')
  version: string;

  @Column('varchar')
  status: AlgoStatus;

  @Column('text', { default: '' })
  description: string;

  @CreateDateColumn({
    name: 'created_at',
    type: 'timestamptz',
    default: () => 'clock_timestamp()',
    transformer: instantColumn,
  })
  createdAt: Date;

  /** The last change of this row on the database's clock, thus also when the version became active or ceased to be. */
  @UpdateDateColumn({
    name: 'updated_at',
    type: 'timestamptz',
    default: () => 'clock_timestamp()',
    transformer: instantColumn,
  })
  updatedAt: Date;
}
