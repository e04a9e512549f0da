import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import PgBoss from 'pg-boss';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../database/engine-scope.js';
import { databaseFailure } from '../errors/database-failure.js';
import { JobQueueUnusableError } from '../errors/job.errors.js';
import { rejectFailure } from '../database/retry/query-with-retry.js';
import { JobConnections, within } from './job-connections.js';
import { anythingLost, jobsWithoutMessage } from './job.statements.js';
import { QUEUE, queueProblem, queueSchemaOf } from '../database/queue-schema.js';

/**
 * The queue: it tells workers which jobs wait. A message has the id of its job and nothing else, and is removed when a worker has
 * taken the job. What a job is and how far it has come is in job_runs alone.
 */
@Injectable()
export class JobQueue implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('LearningEngine');
  private readonly schema: string;
  private readonly boss: PgBoss;

  constructor(
    { name }: EngineScope,
    private readonly connections: JobConnections,
  ) {
    this.schema = queueSchemaOf(name.schema);
    this.boss = new PgBoss({
      db: connections,
      schema: this.schema,
      migrate: false,
      schedule: false,
      supervise: false,
    });
    this.boss.on('error', (error) => this.logger.warn(`The job queue could not be maintained: ${error.message}`));
  }

  /** @throws JobQueueUnusableError when its tables are missing, or of another version */
  async onModuleInit(): Promise<void> {
    try {
      await this.boss.start();
    } catch (error) {
      if (databaseFailure(error)) rejectFailure(error);
      const problem = await this.problem().catch(() => undefined); // the role may not even ask
      throw new JobQueueUnusableError(this.schema, problem ?? (error as Error).message, { cause: error });
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.boss.stop({ graceful: false, close: false });
  }

  /** Says that a job waits, when the transaction is committed. */
  async send(id: string, manager: EntityManager, { afterSeconds = 0 } = {}): Promise<void> {
    await this.boss.insert([{ id, name: QUEUE, startAfter: String(afterSeconds) }], { db: within(manager) });
  }

  /** Ids of jobs that wait, at most so many: each is told to one worker, and again after 15 s unless its message was removed by then. */
  async next(atMost: number): Promise<string[]> {
    const messages = await this.boss.fetch(QUEUE, { batchSize: atMost });
    return messages.map(({ id }) => id);
  }

  /** Whether jobs have lost their workers, and messages theirs before they were removed. One statement. */
  async lost(tenant: string): Promise<{ jobs: boolean; messages: boolean }> {
    const text = anythingLost(this.messages);
    const [lost] = await this.connections.query<{ jobs: boolean; messages: boolean }>(text, [tenant, QUEUE]);
    return lost!;
  }

  /** Messages that were fetched and not removed within 15 s are there again. */
  async expire(): Promise<void> {
    await this.boss.expire();
  }

  async remove(id: string, manager?: EntityManager): Promise<void> {
    await this.boss.deleteJob(QUEUE, id, manager && { db: within(manager) });
  }

  /** Jobs that wait although their messages were removed. At most 100. */
  async withoutMessage(tenant: string): Promise<string[]> {
    const text = jobsWithoutMessage(this.messages);
    const rows = await this.connections.query<{ id: string }>(text, [tenant, QUEUE, 100]);
    return rows.map(({ id }) => id);
  }

  private get messages(): string {
    return `${this.schema}.job`;
  }

  private async problem(): Promise<string | undefined> {
    return queueProblem((await this.boss.isInstalled()) ? Number(await this.boss.schemaVersion()) : null);
  }
}
