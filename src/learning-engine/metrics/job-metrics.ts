import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Counter, Histogram, Registry } from 'prom-client';
import { EngineScope } from '../database/engine-scope.js';
import { EngineEvent, type JobFinished } from '../domain/engine-events.js';

/** A chunk takes a tenth of a second, and a job up to a night. */
const BUCKETS = [0.1, 1, 10, 60, 600, 3600, 6 * 3600];

/** Counts the jobs that this engine ended: by kind, never by id. */
@Injectable()
export class JobMetrics implements OnModuleInit, OnModuleDestroy {
  private readonly jobs: Counter;
  private readonly durations: Histogram;

  constructor(
    registry: Registry,
    private readonly scope: EngineScope,
  ) {
    const registers = [registry];
    this.jobs = new Counter({
      name: 'learning_jobs_total',
      help: 'Jobs that this process ended or cancelled. error_code is empty unless they FAILED.',
      labelNames: ['kind', 'status', 'error_code'],
      registers,
    });
    this.durations = new Histogram({
      name: 'learning_job_duration_seconds',
      help: 'From the first start to the end of a job, by the clock of the database.',
      labelNames: ['kind', 'status'],
      buckets: BUCKETS,
      registers,
    });
  }

  onModuleInit(): void {
    subscribe(EngineEvent.JOB_FINISHED, this.count);
  }

  onModuleDestroy(): void {
    unsubscribe(EngineEvent.JOB_FINISHED, this.count);
  }

  private readonly count = (event: unknown): void => {
    const { scope, kind, status, errorCode, durationMs } = event as JobFinished;
    if (scope !== this.scope.name) return;
    this.jobs.inc({ kind, status, error_code: errorCode ?? '' });
    this.durations.observe({ kind, status }, durationMs / 1000);
  };
}
