import { LearningEngineError } from './learning-engine.error.js';

/** New events would come before those that readers have already read, or a cursor is ahead of all events. */
export class DatabaseRestoredError extends LearningEngineError {
  readonly code = 'DATABASE_RESTORED';

  constructor(options?: ErrorOptions) {
    super(
      'The events of this database do not continue where they were: it was restored from a backup. ' +
        'Run "learning-engine restored" as the owner of the tables, then try again.',
      options,
    );
  }
}

/** Events after a cursor may have been removed: a reader that went on from there would miss them. */
export class FeedExpiredError extends LearningEngineError {
  readonly code = 'FEED_EXPIRED';

  constructor() {
    super(
      'Events after this cursor are no longer kept. Read without a cursor, from the first event that is kept, ' +
        'and compare what you derived from the events with the tables.',
    );
  }
}

/** In place of the refusal of the trigger that gives events their place: the engine's own error. */
export const explainRestored = (error: unknown): unknown =>
  (error as { constraint?: string } | null)?.constraint === 'engine_events_restored'
    ? new DatabaseRestoredError({ cause: error })
    : error;
