import { Inject, Injectable, Logger } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { storedInstant } from '../../database/entities/stored-instant.js';
import { EngineScope } from '../../database/engine-scope.js';
import { inTransaction } from '../../database/retry/in-transaction.js';
import { newRunId } from '../../domain/uuid.js';
import { placeOfThrow } from '../../errors/place-of-throw.js';
import { JobConnections, rowsWithin } from '../job-connections.js';
import { isOfDatabase } from '../job-failure.js';
import { type JobQueue } from '../job-queue.js';
import { JOB_QUEUE } from '../jobs.tokens.js';
import { type JobSchedule, scheduleOfRow } from './job-schedule.js';
import { ADD_OCCURRENCE, ANY_DUE, SET_NEXT, TAKE_DUE } from './job-schedule.statements.js';
import { dueOccurrences } from './occurrences.js';

/**
 * Queues a job for each occurrence of a schedule. Each worker does it: what is due is in the database, the jobs of a schedule and its
 * next occurrence are written in one transaction, and no occurrence has two jobs.
 */
@Injectable()
export class ScheduleClock {
  private readonly logger = new Logger('LearningEngine');

  constructor(
    private readonly scope: EngineScope,
    private readonly connections: JobConnections,
    // By its token: the routes load this file, and pg-boss, which the queue loads, is an optional peer.
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
  ) {}

  /**
   * Queues what is due by the clock of the database. One statement where nothing is. A schedule that cannot be read holds up no other one.
   *
   * @param stop leaves to others what is not queued yet
   */
  async tick(stop: AbortSignal): Promise<void> {
    const [due] = await this.connections.query<{ now: unknown }>(ANY_DUE, [this.scope.name.tenant]);
    if (!due) return;
    const now = storedInstant(due.now);
    const failed: string[] = [];
    while (!stop.aborted && (await this.queueNext(now, failed)));
  }

  /**
   * Queues what is due of one schedule, in a transaction that holds it.
   *
   * @returns its next occurrence
   * @throws Error when its cron expression or its zone cannot be read here; nothing is queued
   */
  async queueOccurrences(manager: EntityManager, schedule: JobSchedule & { nextAt: Date }, now: Date): Promise<Date> {
    const { tenant } = this.scope.name;
    const { due, hasMissed, next } = dueOccurrences(schedule, now);
    for (const at of due) {
      const [added] = await rowsWithin<{ id: string }>(manager, ADD_OCCURRENCE, [newRunId(), tenant, schedule.id, at]);
      if (added) await this.queue.send(added.id, manager);
    }
    if (hasMissed) this.tellMissed(schedule, due.length > 0);
    return next;
  }

  private async queueNext(now: Date, failed: string[]): Promise<boolean> {
    const { dataSource, name } = this.scope;
    let taken: string | undefined;
    try {
      return await inTransaction(dataSource, async (manager) => {
        taken = undefined;
        const [row] = await rowsWithin<JobSchedule>(manager, TAKE_DUE, [name.tenant, now, failed]);
        if (!row) return false;
        taken = row.id;
        const schedule = scheduleOfRow(row);
        const next = await this.queueOccurrences(manager, { ...schedule, nextAt: schedule.nextAt! }, now);
        await manager.query(SET_NEXT, [name.tenant, schedule.id, next]);
        return true;
      });
    } catch (error) {
      if (taken === undefined || isOfDatabase(error)) throw error;
      this.logger.warn(`Schedule ${taken} could not be followed: ${placeOfThrow(error)}`);
      failed.push(taken);
      return true;
    }
  }

  private tellMissed({ id, nextAt }: JobSchedule, isMadeUpFor: boolean): void {
    const outcome = isMadeUpFor ? 'one job makes up for them' : 'no job makes up for them';
    this.logger.warn(`Schedule ${id} has missed its occurrences from ${nextAt!.toISOString()} on: ${outcome}`);
  }
}
