import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from './auth/auth.module.js';
import { ConfigModule } from './config/config.module.js';
import { type Env } from './config/env.js';
import { DatabaseModule } from './database/database.module.js';
import { type DatabaseOptions } from './database/open-data-source.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { LearningEngineModule } from 'learning-engine';
import { JobsModule } from 'learning-engine/jobs';
import { ActivationsController } from './api/activations/activations.controller.js';
import { AlgorithmsController } from './api/algorithms/algorithms.controller.js';
import { IdempotencyInterceptor } from './api/idempotency/idempotency.interceptor.js';
import { KeyedRuns } from './api/learning/keyed-runs.js';
import { LearningController } from './api/learning/learning.controller.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { ParamsController } from './api/params/params.controller.js';
import { RunsController } from './api/runs/runs.controller.js';
import { SessionsController } from './api/sessions/sessions.controller.js';
import { RateLimitModule } from './rate-limit/rate-limit.module.js';
import { ProblemsController } from './openapi/problems.controller.js';
import { UsersModule } from './users/users.module.js';

/** The service: the learning engine, its HTTP face, and the database and identity it stands on. */
@Module({
  controllers: [
    AlgorithmsController,
    ParamsController,
    ActivationsController,
    RunsController,
    SessionsController,
    LearningController,
    ProblemsController,
  ],
  providers: [KeyedRuns, IdempotencyInterceptor],
})
export class AppModule {
  static forRoot(env: Env, database: DatabaseOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(env),
        DatabaseModule.forRoot(database),
        HttpModule,
        AuthModule,
        ...(env.RATE_LIMIT_PER_MINUTE ? [RateLimitModule] : []),
        UsersModule,
        LearningEngineModule.forRoot({ isGlobal: true }),
        JobsModule.forRoot({ isGlobal: true, concurrency: jobConcurrency(env) }),
        HealthModule,
        ...(env.METRICS ? [MetricsModule] : []),
      ],
    };
  }
}

/** The embedded database has no other worker. */
const jobConcurrency = ({ JOB_CONCURRENCY, DATABASE_URL }: Env): number => JOB_CONCURRENCY ?? (DATABASE_URL ? 0 : 1);
