import { Check, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A person that runs refer to. The id is the `sub` of the person's tokens. */
@Entity('users')
@Check('ck_users_finite_times', 'extract(epoch FROM created_at) BETWEEN 0 AND 253402300799')
export class User {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_users' })
  id: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt: Date;
}
