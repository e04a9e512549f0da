import { connectionLimits } from '../database/connections/connection-limits.js';
import { type Attempt } from '../database/retry/attempt.js';
import { DatabaseUnavailableError } from '../errors/database.errors.js';

interface Waiting<Write, Row> {
  write: Write;
  attempt?: Attempt;
  /** When it came, on the monotonic clock. */
  since: number;
  resolve: (row: Row | undefined) => void;
  reject: (error: unknown) => void;
}

/** Writes in one statement. It must be through in the time that a statement has, with the largest summaries, too. */
const LARGEST_GROUP = 256;
/** The weight of all of them together; one that is heavier goes alone. */
const LARGEST_WEIGHT = 1000;

/**
 * Commits the writes of many callers together: while one group is on its way to the database, the next one gathers. No
 * timer holds anything up, and a write that finds nothing in flight goes at once. Each caller is answered when its own
 * write is durable.
 */
export class GroupCommit<Write extends { id: string }, Row extends { id: string }> {
  private waiting: Waiting<Write, Row>[] = [];
  private isBusy = false;

  /**
   * @param commit writes a group, in which no id comes twice, and answers its rows; what has no row took no effect. One
   * failure is that of the whole group: nothing of it was written. A suspect is one that may have been to blame for such a
   * failure: it must not wait for a lock, because others wait for its connection
   * @param weightOf how many rows a write brings, at least 1
   */
  constructor(
    private readonly commit: (group: readonly Write[], isSuspect: boolean) => Promise<readonly Row[]>,
    private readonly weightOf: (write: Write) => number = () => 1,
  ) {}

  /**
   * @param attempt of a caller who may give up: what still waits then is not written
   * @returns the row that was written, or undefined when there was none to write
   */
  write(write: Write, attempt?: Attempt): Promise<Row | undefined> {
    return new Promise((resolve, reject) => {
      this.queue({ write, attempt, since: performance.now(), resolve, reject });
    });
  }

  private queue(one: Waiting<Write, Row>): void {
    this.waiting.push(one);
    if (this.isBusy) return;
    this.isBusy = true;
    queueMicrotask(() => void this.work()); // so that callers of the same moment go together
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) await this.send(this.nextGroup());
    this.isBusy = false;
  }

  /** What writes the same row as another one waits for the next group: it has to find what that one left. */
  private nextGroup(): Waiting<Write, Row>[] {
    const group = new Map<string, Waiting<Write, Row>>();
    const rest: Waiting<Write, Row>[] = [];
    let weight = 0;
    for (const one of this.waiting) {
      if (weight < LARGEST_WEIGHT && !group.has(one.write.id)) {
        weight += this.weightOf(one.write);
        // Once one does not fit, none behind it does: it could be of the same id.
        if (group.size === 0 || (group.size < LARGEST_GROUP && weight <= LARGEST_WEIGHT)) {
          group.set(one.write.id, one);
          continue;
        }
        weight = LARGEST_WEIGHT;
      }
      rest.push(one);
    }
    this.waiting = rest;
    return [...group.values()];
  }

  private async send(all: Waiting<Write, Row>[], isSuspect = false): Promise<void> {
    const group = all.filter(mayBeSent);
    if (group.length === 0) return;
    try {
      const rows = await this.commit(
        group.map(({ write }) => write),
        isSuspect,
      );
      const rowOf = new Map(rows.map((row) => [row.id, row]));
      for (const { write, resolve } of group) resolve(rowOf.get(write.id));
    } catch (error) {
      this.answerFailure(group, error, isSuspect);
    }
  }

  private answerFailure(group: Waiting<Write, Row>[], error: unknown, isSuspect: boolean): void {
    const isConflict = error instanceof DatabaseUnavailableError && error.failure === 'conflict';
    if (error instanceof DatabaseUnavailableError && !isConflict) {
      for (const { reject } of group) reject(error);
      // Those behind a database that does not answer would wait for one time limit after another.
      const unsent = new DatabaseUnavailableError(error.failure, error.cause, 'not-done');
      for (const { reject } of this.waiting.splice(0)) reject(unsent);
      return;
    }
    for (const { attempt } of group) attempt?.undone();
    if (group.length > 1) {
      // One of them is to blame, and it alone must fail. Not awaited: the next group need not wait for them.
      for (const one of group) void this.send([one], true);
    } else if (isSuspect && isConflict && performance.now() - group[0]!.since < connectionLimits.lock_timeout) {
      this.queue(group[0]!); // It found a lock, and may wait for it as long as any other, in a group.
    } else {
      group[0]!.reject(error);
    }
  }
}

/** Whether its caller still waits; if so, it counts as sent from here on. */
function mayBeSent<Write, Row>({ attempt, reject }: Waiting<Write, Row>): boolean {
  try {
    attempt?.pass();
    return true;
  } catch (error) {
    reject(error);
    return false;
  }
}
