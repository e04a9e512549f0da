import { type DynamicModule, Module } from '@nestjs/common';
import { type Request } from 'express';
import { AuthModule } from './auth/auth.module.js';
import { AuthUsers } from './auth/auth-users.js';
import { BrowserModule } from './browser/browser.module.js';
import { ConfigModule } from './config/config.module.js';
import { Env } from './config/env.js';
import { DatabaseModule } from './database/database.module.js';
import { type DatabaseOptions } from './database/open-data-source.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { LearningEngineModule } from 'learning-engine';
import { EvidenceModule } from 'learning-engine/evidence';
import { JobsModule } from 'learning-engine/jobs';
import { LearnersModule } from 'learning-engine/learners';
import { LearningHttpModule } from 'learning-engine/http';
import { MetricsModule } from './metrics/metrics.module.js';
import { RateLimitModule } from './rate-limit/rate-limit.module.js';
import { ProblemsController } from './openapi/problems.controller.js';
import { UsersService } from './users/users.service.js';
import { platformTables } from './users/personal-tables.js';
import { UsersModule } from './users/users.module.js';

/** The service: the learning engine, its routes, and the database and identity that it stands on. */
@Module({ controllers: [ProblemsController] })
export class AppModule {
  static forRoot(env: Env, database: DatabaseOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(env),
        DatabaseModule.forRoot(database),
        HttpModule,
        ...(env.RATE_LIMIT_PER_MINUTE ? [RateLimitModule] : []),
        AuthModule,
        LearningEngineModule.forRoot({ isGlobal: true }),
        JobsModule.forRoot({ isGlobal: true, concurrency: jobConcurrency(env) }),
        LearnersModule.forRoot({ isGlobal: true, personalTables: platformTables }),
        EvidenceModule.forRoot({ isGlobal: true }),
        LearningHttpModule.forRootAsync({
          isGlobal: true,
          sessions: true,
          jobs: true,
          learners: true,
          evidence: true,
          imports: [UsersModule],
          inject: [AuthUsers, UsersService, Env],
          useFactory: (callers: AuthUsers, users: UsersService, given: Env) => ({
            authUser: (request: Request) => callers.authUserOf(request),
            users,
            computations: {
              perUser: given.COMPUTATIONS_PER_USER,
              perService: given.COMPUTATIONS_PER_SERVICE,
              kibPerMinute: given.COMPUTE_KIB_PER_MINUTE,
              kibPerMinutePerService: given.COMPUTE_KIB_PER_MINUTE_PER_SERVICE,
            },
          }),
        }),
        HealthModule,
        BrowserModule,
        ...(env.METRICS ? [MetricsModule.forRoot()] : []),
      ],
    };
  }
}

/** The embedded database has no other worker. */
const jobConcurrency = ({ JOB_CONCURRENCY, DATABASE_URL }: Env): number => JOB_CONCURRENCY ?? (DATABASE_URL ? 0 : 1);
