import { ConfigurableModuleBuilder, type ModuleMetadata } from '@nestjs/common';
import { type EvidenceSettings } from './evidence-settings.js';

/** What `forRoot` takes and the factory of `forRootAsync` answers: settings that differ from the defaults. */
export type EvidenceOptions = Partial<EvidenceSettings>;

/** What both `forRoot` and `forRootAsync` take directly. */
export interface EvidenceExtras {
  /** The modules of the engine, of learners and of jobs, as the host made them, where those are not global. */
  imports?: NonNullable<ModuleMetadata['imports']>;
  /** Makes the services injectable everywhere without importing the module again. Default false. */
  isGlobal?: boolean;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<EvidenceOptions>()
    .setClassMethodName('forRoot')
    .setExtras<EvidenceExtras>({ imports: [], isGlobal: false }, (definition, { imports = [], isGlobal }) => ({
      ...definition,
      global: isGlobal,
      imports: [...(definition.imports ?? []), ...imports],
    }))
    .build();
