import { type INestApplicationContext, type LogLevel, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LearningEngineModule } from 'learning-engine';
import { type Job, JobsModule, JobsService, type JobsOptions } from 'learning-engine/jobs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';

/** A host with jobs, in a Nest application without HTTP. */
export interface JobHost {
  readonly app: INestApplicationContext;
  readonly dataSource: DataSource;
  readonly jobs: JobsService;
}

/** The caller closes its `app`. Nothing is logged, unless `logger` says so. */
export async function openJobs(
  url: string,
  kinds: Type<Job<never>>[],
  options: JobsOptions = {},
  logger: LogLevel[] | false = false,
): Promise<JobHost> {
  const imports = [
    TypeOrmModule.forRoot({ ...dataSourceOptions(url), retryAttempts: 0 }),
    LearningEngineModule.forRoot({ isGlobal: true, runs: { reaper: false } }),
    JobsModule.forRoot({ kinds, ...options }),
  ];
  const app = await NestFactory.createApplicationContext(
    { module: class JobHostModule {}, imports },
    { logger, abortOnError: false },
  );
  return { app, dataSource: app.get(DataSource), jobs: app.get(JobsService, { strict: false }) };
}

/** The record of a job, once it has ended. */
export async function ended(jobs: JobsService, id: string) {
  for (;;) {
    const job = await jobs.getJob(id);
    if (job.endedAt) return job;
    await sleep(20);
  }
}

/** Once all jobs have ended: one question at a time, however many there are. */
export async function drained(jobs: JobsService): Promise<void> {
  while ((await jobs.countOpenJobs()).length > 0) await sleep(50);
}
