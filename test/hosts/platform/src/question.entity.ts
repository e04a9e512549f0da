import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A multiple-choice question. */
@Entity('questions')
export class Question {
  @PrimaryColumn('text') id: string;
  @Column('text') skill: string;
  @Column('text') text: string;
  /** The options are 1 to this. */
  @Column('int') options: number;
  /** The right one. */
  @Column('int') key: number;
}
