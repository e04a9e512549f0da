import { type DynamicModule, Module } from '@nestjs/common';
import { type Request } from 'express';
import { AuthModule } from './auth/auth.module.js';
import { AuthUsers } from './auth/auth-users.js';
import { type VerifiedTokens } from './auth/verified-tokens.js';
import { BrowserModule } from './browser/browser.module.js';
import { ConfigModule } from './config/config.module.js';
import { Env } from './config/env.js';
import { DatabaseModule } from './database/database.module.js';
import { type DatabaseOptions } from './database/open-data-source.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { type ComputeThreads, LearningEngineModule } from 'learning-engine';
import { EvidenceModule } from 'learning-engine/evidence';
import { JobsModule } from 'learning-engine/jobs';
import { LearnersModule } from 'learning-engine/learners';
import { LearningHttpModule } from 'learning-engine/http';
import { LearningMetricsModule } from 'learning-engine/metrics';
import { WebhooksModule } from 'learning-engine/webhooks';
import { type Registry } from 'prom-client';
import { MetricsModule } from './metrics/metrics.module.js';
import { RateLimitModule } from './rate-limit/rate-limit.module.js';
import { ProblemsController } from './openapi/problems.controller.js';
import { TracingModule } from './tracing/tracing.module.js';
import { webhookOptions } from './config/webhook-options.js';
import { UsersService } from './users/users.service.js';
import { platformTables } from './users/personal-tables.js';
import { UsersModule } from './users/users.module.js';

/** One of several schools: an application of its own beside that of the service, which has verified the tokens. */
export interface TenantOptions {
  name: string;
  tokens: VerifiedTokens;
  /** Those of all tenants. */
  threads: ComputeThreads;
  /** Where the metrics of its engine are registered; without it, nothing is counted. */
  registry?: Registry;
}

/** The service: the learning engine, its routes, and the database and identity that it stands on. */
@Module({ controllers: [ProblemsController] })
export class AppModule {
  static forRoot(env: Env, database: DatabaseOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ...engineOn(env, database, AuthModule.forRoot(env.TENANTS ? 'none' : 'all')),
        HealthModule,
        BrowserModule,
        ...(env.METRICS ? [MetricsModule.forRoot({ ofEngine: !env.TENANTS })] : []),
      ],
    };
  }

  /** The routes under /v1 for one tenant, on its schema. */
  static forTenant(env: Env, database: DatabaseOptions, tenant: TenantOptions): DynamicModule {
    return {
      module: TenantModule,
      imports: [
        ...engineOn(env, database, AuthModule.forTenant(tenant.name, tenant.tokens), tenant),
        ...(tenant.registry ? [LearningMetricsModule.forRoot({ registry: tenant.registry })] : []),
      ],
    };
  }
}

@Module({})
class TenantModule {}

const engineOn = (
  env: Env,
  database: DatabaseOptions,
  auth: DynamicModule,
  tenant?: TenantOptions,
): DynamicModule['imports'] & object => [
  ConfigModule.forRoot(env),
  DatabaseModule.forRoot(database),
  HttpModule,
  ...(env.RATE_LIMIT_PER_MINUTE ? [RateLimitModule] : []),
  auth,
  LearningEngineModule.forRoot({ isGlobal: true, tenant: tenant?.name, threads: tenant?.threads }),
  JobsModule.forRoot({ isGlobal: true, concurrency: jobConcurrency(env) }),
  LearnersModule.forRoot({ isGlobal: true, personalTables: platformTables }),
  EvidenceModule.forRoot({ isGlobal: true }),
  TracingModule,
  WebhooksModule.forRoot({ ...webhookOptions(env), isGlobal: true, deliver: jobConcurrency(env) > 0 }),
  LearningHttpModule.forRootAsync({
    isGlobal: true,
    sessions: true,
    jobs: true,
    learners: true,
    evidence: true,
    webhooks: true,
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
];

/** The embedded database has no other worker. Jobs of several schools have workers of their own. */
const jobConcurrency = ({ JOB_CONCURRENCY, DATABASE_URL, TENANTS }: Env): number =>
  JOB_CONCURRENCY ?? (DATABASE_URL || TENANTS ? 0 : 1);
