import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { withDefaults } from '../options/settings.js';
import { RetireRunsJob } from './kinds/retire-runs.job.js';
import { VerifyRecordsJob } from './kinds/verify-records.job.js';
import { VerificationJob } from './verification/verification.job.js';
import { VerificationService } from './verification/verification.service.js';
import { JobCatalog } from './job-catalog.js';
import { JobConnections } from './job-connections.js';
import { JobQueue } from './job-queue.js';
import { JobRunner } from './job-runner.js';
import { defaultJobSettings, largestJobSettings } from './job-settings.js';
import { JobWorker } from './job-worker.js';
import {
  type ASYNC_OPTIONS_TYPE,
  ConfigurableModuleClass,
  type JobsOptions,
  MODULE_OPTIONS_TOKEN,
  type OPTIONS_TYPE,
} from './jobs.module-definition.js';
import { JobsService } from './jobs.service.js';
import { JOB_QUEUE, JOB_SETTINGS } from './jobs.tokens.js';
import { JobSchedulesService } from './schedules/job-schedules.service.js';
import { ScheduleClock } from './schedules/schedule-clock.js';

/** Jobs beside the learning engine. Their tables are made by `engineMigrations` and `jobMigrations`. */
@Module({
  imports: [DiscoveryModule],
  providers: [
    JobsService,
    JobCatalog,
    JobConnections,
    JobQueue,
    { provide: JOB_QUEUE, useExisting: JobQueue },
    JobRunner,
    JobWorker,
    JobSchedulesService,
    ScheduleClock,
    RetireRunsJob,
    VerifyRecordsJob,
    VerificationJob,
    VerificationService,
    {
      provide: JOB_SETTINGS,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: (options?: JobsOptions) =>
        withDefaults('jobs', defaultJobSettings, options, { mayBeZero: true, atMost: largestJobSettings }),
    },
  ],
  exports: [JobsService, JobSchedulesService, VerificationService],
})
export class JobsModule extends ConfigurableModuleClass {
  /**
   * @example
   * ```ts
   * @Module({ imports: [engine, JobsModule.forRoot({ imports: [engine], kinds: [NightlyReport], concurrency: 2 })] })
   * ```
   */
  static override forRoot(options: typeof OPTIONS_TYPE = {}): DynamicModule {
    return super.forRoot(options);
  }

  /** As `forRoot`, with the settings from a factory. */
  static override forRootAsync(options: typeof ASYNC_OPTIONS_TYPE): DynamicModule {
    return super.forRootAsync(options);
  }
}
