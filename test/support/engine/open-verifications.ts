import { type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DoctorService, LearningEngineModule } from 'learning-engine';
import { type Algorithm } from 'learning-engine/authoring';
import {
  JobsModule,
  JobsService,
  type StartVerificationOptions,
  type VerificationReport,
  VerificationService,
} from 'learning-engine/jobs';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import { type Engine, engineOf } from './open-engine.js';
import { ended } from './open-jobs.js';

/** A host that verifies its runs, in a Nest application without HTTP. */
export interface VerifyingHost extends Engine {
  readonly app: INestApplicationContext;
  readonly jobs: JobsService;
  readonly doctor: DoctorService;
  readonly verifications: VerificationService;
}

/** The caller closes its `app`. */
export async function openVerifications(url: string, algorithms: Type<Algorithm>[]): Promise<VerifyingHost> {
  const imports = [
    TypeOrmModule.forRoot({ ...dataSourceOptions(url), retryAttempts: 0 }),
    LearningEngineModule.forRoot({ isGlobal: true, algorithms, runs: { reaper: false } }),
    JobsModule.forRoot({ concurrency: 1, pollMs: 20 }),
  ];
  const app = await NestFactory.createApplicationContext(
    { module: class VerifyingHostModule {}, imports },
    { logger: false, abortOnError: false },
  );
  return {
    ...engineOf(app, app.get(DataSource)),
    jobs: app.get(JobsService, { strict: false }),
    doctor: app.get(DoctorService, { strict: false }),
    verifications: app.get(VerificationService, { strict: false }),
  };
}

/** A report, once its job has ended. */
export async function verified(
  { verifications, jobs }: Pick<VerifyingHost, 'verifications' | 'jobs'>,
  options: StartVerificationOptions = {},
): Promise<VerificationReport> {
  const { id } = await verifications.start(options);
  const job = await ended(jobs, id);
  if (job.errorMessage !== null) throw new Error(job.errorMessage);
  return (await verifications.get(id)).report!;
}
