import { AtLeast, IntegerAtLeast } from '../../../schema/number-rules.js';
import { Id, ListOf, UtcTime } from '../../../schema/value-rules.js';

/** Something to revise. */
export class RevisionV0Item {
  @Id({ title: 'Item', description: "The host's id of the item." }) item_id: string;
  @IntegerAtLeast(0, { title: 'Reviews', description: 'Reviews so far.', unit: 'reviews' }) reviews: number;

  @UtcTime({ orNull: true, title: 'Last reviewed at', description: 'When it was last reviewed; null if never.' })
  last_reviewed_at: string | null;
}

/** Items of one learner. */
export class RevisionV0Input {
  @UtcTime({ title: 'Now', description: 'The moment for which the schedule is made.' }) now: string;

  @ListOf(RevisionV0Item, { atMost: 10_000, title: 'Items', description: 'The items of one learner.' })
  items: RevisionV0Item[];
}

/** When an item is due. */
export class RevisionV0Due {
  @Id({ title: 'Item', description: "The host's id of the item." }) item_id: string;
  @UtcTime({ title: 'Due at', description: 'When the next review is due.' }) due_at: string;

  @AtLeast(0, { title: 'Interval', description: 'Time between the last review and the next one.', unit: 'days' })
  interval_days: number;
}

export class RevisionV0Output {
  @ListOf(RevisionV0Due, { title: 'Schedule', description: 'Each item, by its due time.' }) schedule: RevisionV0Due[];
}
