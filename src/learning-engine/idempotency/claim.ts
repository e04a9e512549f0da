import { type DataSource, type EntityManager } from 'typeorm';
import { queryWithRetry, writeWithRetry } from '../database/retry/query-with-retry.js';
import { IdempotencyKeyInUseError } from '../errors/idempotency.errors.js';
import { ANSWER, RELEASE, USE_RUN } from './idempotency.statements.js';

/** What was answered to a request. */
export interface StoredAnswer {
  /** HTTP status, 200 to 499. */
  status: number;
  body: string;
}

/** A key that is held for one request, until it is answered, released or its lease is over. */
export class Claim {
  constructor(
    private readonly dataSource: DataSource,
    private readonly id: readonly string[],
    /** The run of an earlier claim that gave no answer. */
    readonly runId: string | null,
  ) {}

  /**
   * Stores the answer, of which every repetition of the request is given a copy.
   *
   * @param learnerId of whom the answer tells: it is erased with them
   * @param manager of the transaction of the change that is answered
   * @throws IdempotencyKeyInUseError when another claim has the key by now
   */
  async answer({ status, body }: StoredAnswer, learnerId: string | null, manager?: EntityManager): Promise<void> {
    await this.write(ANSWER, [status, body, learnerId], manager);
  }

  /**
   * Names the run of the request, before it starts.
   *
   * @throws IdempotencyKeyInUseError when another claim has the key by now
   */
  async useRun(runId: string): Promise<void> {
    await this.write(USE_RUN, [runId]);
  }

  /** Lets the next request with the key begin. */
  async release(): Promise<void> {
    await queryWithRetry(() => this.dataSource.query(RELEASE, [...this.id]));
  }

  private async write(statement: string, values: unknown[], manager?: EntityManager): Promise<void> {
    const on = (to: DataSource | EntityManager) => to.query<[unknown[], number]>(statement, [...this.id, ...values]);
    const [rows] = await (manager ? on(manager) : writeWithRetry(() => on(this.dataSource)));
    if (rows.length === 0) throw new IdempotencyKeyInUseError();
  }
}
