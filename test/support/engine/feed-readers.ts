import { type DataSource } from 'typeorm';
import { type EventsService } from 'learning-engine';

/** Follows the feed, and keeps the keys of what it reads. */
export class FeedReader {
  readonly keys: string[] = [];

  constructor(
    private readonly events: EventsService,
    public cursor?: string,
  ) {}

  async readOn(): Promise<void> {
    for (;;) {
      const { events, nextAfter } = await this.events.read({ after: this.cursor, limit: 7 });
      if (events.length === 0) return;
      this.keys.push(...events.map(({ key }) => key));
      this.cursor = nextAfter;
    }
  }
}

/** A reader that takes the ids for the order: events that are committed later may have smaller ones. */
export class ReaderById {
  readonly keys: string[] = [];
  last = '0';

  constructor(private readonly dataSource: DataSource) {}

  async readOn(): Promise<void> {
    const rows = await this.dataSource.query<{ id: string; key: string }[]>(
      'SELECT id, key FROM engine_events WHERE id > $1 ORDER BY id',
      [this.last],
    );
    this.keys.push(...rows.map(({ key }) => key));
    this.last = rows.at(-1)?.id ?? this.last;
  }
}
