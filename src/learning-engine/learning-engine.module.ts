import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { type DataSource } from 'typeorm';
import { builtInAlgorithms } from './algorithms/index.js';
import { AlgorithmCatalog } from './catalog/algorithm-catalog.js';
import { EngineScope } from './database/engine-scope.js';
import { EngineConnections } from './database/connections/engine-connections.js';
import { LockHolders } from './database/connections/lock-holders.service.js';
import { type ComputeSettings, defaultComputeSettings } from './options/compute-settings.js';
import { defaultEngineLimits, largestEngineLimits } from './options/engine-limits.js';
import { defaultRegistrySettings } from './options/registry-settings.js';
import { defaultRunSettings, largestRunSettings } from './options/run-settings.js';
import { withDefaults } from './options/settings.js';
import { DoctorService } from './doctor/doctor.service.js';
import { ReadinessService } from './doctor/readiness.service.js';
import { EventsService } from './events/events.service.js';
import { AnsweredRuns } from './execution/answered-runs.js';
import { EngineThreads, threadsOf } from './execution/compute-threads.js';
import { ExecutionService } from './execution/execution.service.js';
import { ThreadedVersions } from './execution/threaded-versions.js';
import { IdempotencyService } from './idempotency/idempotency.service.js';
import { InfoService } from './info/info.service.js';
import {
  type ASYNC_OPTIONS_TYPE,
  ConfigurableModuleClass,
  type LearningEngineOptions,
  MODULE_OPTIONS_TOKEN,
  type OPTIONS_TYPE,
} from './learning-engine.module-definition.js';
import {
  ENGINE_COMPUTE_SETTINGS,
  ENGINE_DATA_SOURCE,
  ENGINE_LIMITS,
  ENGINE_REGISTRY_SETTINGS,
  ENGINE_RUN_LOG,
  ENGINE_RUN_SETTINGS,
} from './learning-engine.tokens.js';
import { ParamsService } from './params/params.service.js';
import { ActivationChanges } from './registry/activation-changes.js';
import { ActivationGate } from './registry/gate/activation-gate.js';
import { GatesService } from './registry/gate/gates.service.js';
import { StoredPairs } from './resolution/stored-pairs.js';
import { VersionResolver } from './resolution/version-resolver.js';
import { ActiveVersionCache } from './resolution/active-version-cache.js';
import { RegistryService } from './registry/registry.service.js';
import { RegistryQueries } from './registry/registry-queries.js';
import { RunnablePairs } from './registry/runnable-pairs.js';
import { DataSourceCheck } from './registry/data-source.check.js';
import { RunQueries } from './runs/run-queries.js';
import { RunReaper } from './runs/run-reaper.js';
import { RunWriter } from './runs/run-writer.js';
import { RunsService } from './runs/runs.service.js';

const services = [
  RegistryService,
  RegistryQueries,
  GatesService,
  ParamsService,
  RunsService,
  RunQueries,
  ExecutionService,
  IdempotencyService,
  EventsService,
  InfoService,
  DoctorService,
  ReadinessService,
];

/** The learning engine as a Nest module. It needs a DataSource that holds `engineEntities` and ran `engineMigrations`. */
@Module({
  imports: [DiscoveryModule],
  providers: [
    {
      provide: EngineScope,
      inject: [ENGINE_DATA_SOURCE, MODULE_OPTIONS_TOKEN],
      useFactory: (dataSource: DataSource, options?: LearningEngineOptions) =>
        EngineScope.of(dataSource, options?.tenant),
    },
    ...builtInAlgorithms,
    ...services,
    AlgorithmCatalog,
    StoredPairs,
    ActiveVersionCache,
    VersionResolver,
    ActivationChanges,
    ActivationGate,
    RunnablePairs,
    DataSourceCheck,
    EngineConnections,
    LockHolders,
    RunWriter,
    RunReaper,
    ThreadedVersions,
    AnsweredRuns,
    {
      provide: EngineThreads,
      inject: [ENGINE_COMPUTE_SETTINGS, MODULE_OPTIONS_TOKEN],
      useFactory: (settings: ComputeSettings, options?: LearningEngineOptions) => threadsOf(options?.threads, settings),
    },
    { provide: ENGINE_RUN_LOG, useExisting: RunsService },
    {
      provide: ENGINE_LIMITS,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: (options?: LearningEngineOptions) =>
        withDefaults('limits', defaultEngineLimits, options?.limits, { atMost: largestEngineLimits }),
    },
    {
      provide: ENGINE_RUN_SETTINGS,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: (options?: LearningEngineOptions) =>
        withDefaults('runs', defaultRunSettings, options?.runs, { atMost: largestRunSettings }),
    },
    {
      provide: ENGINE_COMPUTE_SETTINGS,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: (options?: LearningEngineOptions) =>
        withDefaults('compute', defaultComputeSettings, options?.compute),
    },
    {
      provide: ENGINE_REGISTRY_SETTINGS,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: (options?: LearningEngineOptions) =>
        withDefaults('registry', defaultRegistrySettings, options?.registry, { mayBeZero: true }),
    },
  ],
  // Those that are no services are for the engine's own modules beside this one.
  exports: [
    EngineScope,
    EngineConnections,
    ENGINE_LIMITS,
    ENGINE_COMPUTE_SETTINGS,
    ENGINE_REGISTRY_SETTINGS,
    AnsweredRuns,
    AlgorithmCatalog,
    ActiveVersionCache,
    ThreadedVersions,
    ...services,
    ...builtInAlgorithms,
  ],
})
export class LearningEngineModule extends ConfigurableModuleClass {
  /**
   * @example
   * ```ts
   * @Module({ imports: [TypeOrmModule.forRoot(options), LearningEngineModule.forRoot({ algorithms: [StreakV1Algorithm] })] })
   * ```
   */
  static override forRoot(options: typeof OPTIONS_TYPE = {}): DynamicModule {
    return super.forRoot(options);
  }

  /**
   * As `forRoot`, with the limits from a factory, for example out of the host's configuration.
   *
   * @example
   * ```ts
   * LearningEngineModule.forRootAsync({
   *   imports: [DatabaseModule, ConfigModule],
   *   dataSource: LEARNING_DATA_SOURCE,
   *   inject: [ConfigService],
   *   useFactory: (config: ConfigService) => ({ limits: { summaryBytes: config.get('SUMMARY_BYTES') } }),
   * })
   * ```
   */
  static override forRootAsync(options: typeof ASYNC_OPTIONS_TYPE): DynamicModule {
    return super.forRootAsync(options);
  }
}
