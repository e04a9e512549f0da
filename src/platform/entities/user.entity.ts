import { CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A person that runs refer to. The id is the `sub` of the person's tokens. */
@Entity('users')
export class User {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_users' })
  id: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt: Date;
}
