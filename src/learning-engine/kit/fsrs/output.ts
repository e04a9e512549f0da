import { LeftOut } from '../judged-events.js';
import { AtLeast, Between, IntegerAtLeast } from '../../schema/number-rules.js';
import { Id, ListOf, UtcTime } from '../../schema/value-rules.js';
import { MOST_CARDS, FsrsMemory } from './memory.js';

/** A card after the reviews. */
export class FsrsCard extends FsrsMemory {
  @IntegerAtLeast(0, {
    title: 'Scheduled days',
    description: 'From the last review until the card is due: periods of 24 hours, or calendar days with due_by day.',
    unit: 'days',
  })
  scheduled_days: number;

  @Between(0, 1, {
    title: 'Recall now',
    description: 'Probability of recall at now, by the time to the millisecond; 0 for a new card.',
    unit: 'probability',
  })
  retrievability_now: number;
}

export class FsrsDue {
  @Id({ title: 'Card', description: "The host's id of the card." }) card_id: string;
  @UtcTime({ title: 'Due', description: 'When the card was due.' }) due: string;

  @AtLeast(0, {
    title: 'Overdue',
    description: 'Days since it was due: periods of 24 hours, or calendar days with due_by day.',
    unit: 'days',
  })
  overdue_days: number;

  @Between(0, 1, { title: 'Recall now', description: 'Probability of recall at now.', unit: 'probability' })
  retrievability: number;
}

export class FsrsOutput {
  @ListOf(FsrsCard, {
    atMost: MOST_CARDS,
    title: 'Cards',
    description: 'The cards after the reviews, by id. They can be passed back.',
  })
  cards: FsrsCard[];

  @ListOf(FsrsDue, {
    title: 'Due queue',
    description: 'Cards to revise now, the most forgotten first. New cards are not among them.',
  })
  due_queue: FsrsDue[];

  @ListOf(LeftOut, {
    optional: true,
    title: 'Left out',
    description: 'The reviews that break a rule, in their order; only with on_invalid skip.',
  })
  left_out?: LeftOut[];
}
