import { ConfigurableModuleBuilder, type ModuleMetadata } from '@nestjs/common';
import { type LearnerSettings } from './learner-settings.js';

/** What `forRoot` takes and the factory of `forRootAsync` answers: settings that differ from the defaults. */
export type LearnersOptions = Partial<LearnerSettings>;

/** What both `forRoot` and `forRootAsync` take directly. */
export interface LearnersExtras {
  /** The module of the engine, as the host made it, where that is not global. */
  imports?: NonNullable<ModuleMetadata['imports']>;
  /** Makes the services injectable everywhere without importing the module again. Default false. */
  isGlobal?: boolean;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<LearnersOptions>()
    .setClassMethodName('forRoot')
    .setExtras<LearnersExtras>({ imports: [], isGlobal: false }, (definition, { imports = [], isGlobal }) => ({
      ...definition,
      global: isGlobal,
      imports: [...(definition.imports ?? []), ...imports],
    }))
    .build();
