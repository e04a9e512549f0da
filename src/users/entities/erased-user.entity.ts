import { CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** The id of a user that was erased. A trigger of `users` writes it. */
@Entity('erased_users')
export class ErasedUser {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_erased_users' })
  id: string;

  @CreateDateColumn({ name: 'erased_at', type: 'timestamptz', default: () => 'clock_timestamp()' })
  erasedAt: Date;
}
