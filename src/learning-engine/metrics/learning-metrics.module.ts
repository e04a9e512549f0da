import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { Registry } from 'prom-client';
import { AnswerMetrics } from './answer-metrics.js';
import { DatabaseMetrics } from './database-metrics.js';
import { JobMetrics } from './job-metrics.js';
import { RunMetrics } from './run-metrics.js';

/** What `LearningMetricsModule.forRoot` takes. */
export interface LearningMetricsOptions {
  /** Where the metrics are registered: a registry of the host, such as `register` of prom-client. */
  registry: Registry;
  /** Modules that export the services of the engine, where these are not global. */
  imports?: NonNullable<ModuleMetadata['imports']>;
}

/** Runs, activations, jobs, answers, connections and warnings of the engine as metrics of prom-client. The host serves them with its own. */
@Module({})
export class LearningMetricsModule {
  static forRoot({ registry, imports = [] }: LearningMetricsOptions): DynamicModule {
    return {
      module: LearningMetricsModule,
      imports,
      providers: [{ provide: Registry, useValue: registry }, RunMetrics, JobMetrics, AnswerMetrics, DatabaseMetrics],
    };
  }
}
