import { ConfigurableModuleBuilder, type InjectionToken, type ModuleMetadata, type Type } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Algorithm } from './authoring/algorithm.js';
import { type ComputeThreads } from './execution/compute-threads.js';
import { type ComputeSettings } from './options/compute-settings.js';
import { type EngineLimits } from './options/engine-limits.js';
import { type RegistrySettings } from './options/registry-settings.js';
import { type RunSettings } from './options/run-settings.js';
import { ENGINE_DATA_SOURCE, ENGINE_HOST_ALGORITHMS } from './learning-engine.tokens.js';

/** What `forRoot` takes and the factory of `forRootAsync` answers. */
export interface LearningEngineOptions {
  /** Limits that differ from the defaults. */
  limits?: Partial<EngineLimits>;
  /** Settings of the record of runs that differ from the defaults. */
  runs?: Partial<RunSettings>;
  /** Settings of where computations run that differ from the defaults. */
  compute?: Partial<ComputeSettings>;
  /** Settings of the registry that differ from the defaults. */
  registry?: Partial<RegistrySettings>;
  /** Threads that this engine shares with others of the process. Default: its own, as `compute` says. */
  threads?: ComputeThreads;
  /** What events and jobs call the school of this engine, where a host has several; never change it. Default `default`. */
  tenant?: string;
}

/** What both `forRoot` and `forRootAsync` take directly. */
export interface LearningEngineExtras {
  /** Token of the host's initialised DataSource. Default: the class `DataSource`, which @nestjs/typeorm provides. */
  dataSource?: InjectionToken;
  /** Modules that export the DataSource, or what the host's algorithms inject, where these are not global. */
  imports?: NonNullable<ModuleMetadata['imports']>;
  /** Algorithm versions of the host, each declared by `@LearningAlgorithm`. */
  algorithms?: Type<Algorithm>[];
  /** Makes the services injectable everywhere without importing the module again. Default false. */
  isGlobal?: boolean;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<LearningEngineOptions>()
    .setClassMethodName('forRoot')
    .setExtras<LearningEngineExtras>(
      { dataSource: DataSource, imports: [], algorithms: [], isGlobal: false },
      (definition, { dataSource = DataSource, imports = [], algorithms = [], isGlobal }) => ({
        ...definition,
        global: isGlobal,
        imports: [...(definition.imports ?? []), ...imports],
        providers: [
          ...(definition.providers ?? []),
          { provide: ENGINE_DATA_SOURCE, useExisting: dataSource },
          { provide: ENGINE_HOST_ALGORITHMS, useValue: algorithms },
          ...algorithms,
        ],
        exports: [...(definition.exports ?? []), ...algorithms],
      }),
    )
    .build();
