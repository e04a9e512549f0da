import { ConfigurableModuleBuilder, type ModuleMetadata, type Type } from '@nestjs/common';
import { type Job } from './job.js';
import { type JobSettings } from './job-settings.js';

/** What `forRoot` takes and the factory of `forRootAsync` answers: settings that differ from the defaults. */
export type JobsOptions = Partial<JobSettings>;

/** What both `forRoot` and `forRootAsync` take directly. */
export interface JobsExtras {
  /** The module of the engine, as the host made it, where that is not global; and modules that the host's kinds inject from. */
  imports?: NonNullable<ModuleMetadata['imports']>;
  /** Kinds of jobs of the host, each declared by `@JobKind`. */
  kinds?: Type<Job<never>>[];
  /** Makes the services injectable everywhere without importing the module again. Default false. */
  isGlobal?: boolean;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<JobsOptions>()
    .setClassMethodName('forRoot')
    .setExtras<JobsExtras>(
      { imports: [], kinds: [], isGlobal: false },
      (definition, { imports = [], kinds = [], isGlobal }) => ({
        ...definition,
        global: isGlobal,
        imports: [...(definition.imports ?? []), ...imports],
        providers: [...(definition.providers ?? []), ...kinds],
        exports: [...(definition.exports ?? []), ...kinds],
      }),
    )
    .build();
