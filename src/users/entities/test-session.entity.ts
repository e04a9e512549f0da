import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from './user.entity.js';

/** A test session that runs refer to. It belongs to one user and goes with that user. */
@Entity('test_sessions')
@Check('ck_test_sessions_finite_times', 'extract(epoch FROM created_at) BETWEEN 0 AND 253402300799')
export class TestSession {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_test_sessions' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  @ForeignKey(() => User, { name: 'fk_test_sessions_user', onDelete: 'CASCADE' })
  @Index('ix_test_sessions_user')
  userId: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt: Date;
}
