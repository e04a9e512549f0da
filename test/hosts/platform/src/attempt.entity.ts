import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Question } from './question.entity.js';

/** What a learner answered, under the id that the learner's device gave it. */
@Entity('attempts')
export class Attempt {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'learner_id' }) learnerId: string;
  @ManyToOne(() => Question) @JoinColumn({ name: 'question_id' }) question: Relation<Question>;
  @Column('int') option: number;
  @Column('timestamptz') at: Date;
}
