import { type DynamicModule, Module } from '@nestjs/common';
import { withDefaults } from '../options/settings.js';
import { isUtcTime } from '../schema/utc-time.js';
import { AnswersService } from './answers.service.js';
import { BuildProjectionJob } from './builder/build-projection.job.js';
import { BuildsAfterActivations } from './builder/builds-after-activations.js';
import { ClearProjectionsJob } from './builder/clear-projections.job.js';
import { LearnerChunks } from './builder/learner-chunk.js';
import { ProjectionTargets } from './builder/projection-targets.js';
import { ProjectionsService } from './builder/projections.service.js';
import { ImportAnswersJob } from './imports/import-answers.job.js';
import { ImportsService } from './imports/imports.service.js';
import { WarmActivationJob } from './builder/warm-activation.job.js';
import { WarmActivationsService } from './builder/warm-activations.service.js';
import { LOGS_CHECK } from '../doctor/logs-check.js';
import { LearnerLogsCheck } from './checks/learner-logs.check.js';
import { LearnerConnections } from './learner-connections.js';
import { LearnerGroups } from './learner-groups.js';
import { defaultLearnerSettings, largestLearnerSettings, type LearnerSettings } from './learner-settings.js';
import { LearnerStateService } from './learner-state.service.js';
import { LearnerWriter } from './learner-writer.js';
import {
  type ASYNC_OPTIONS_TYPE,
  ConfigurableModuleClass,
  type LearnersOptions,
  MODULE_OPTIONS_TOKEN,
  type OPTIONS_TYPE,
} from './learners.module-definition.js';
import { LearnersService } from './learners.service.js';
import { LEARNER_SETTINGS } from './learners.tokens.js';
import { LearnerMerges } from './merges/learner-merges.js';
import { LearnerPageService } from './page/learner-page.service.js';
import { LearnerExport } from './personal/learner-export.js';
import { LiveProjectionsCache } from './live-projections.js';
import { NextItems } from './next-items.js';
import { AdoptedSets } from './sets/adopted-sets.js';
import { Adoptions } from './sets/adoptions.js';
import { Bases } from './sets/bases.js';
import { CalibrationsService } from './sets/calibrations.service.js';
import { SkillMapsService } from './sets/skill-maps.service.js';
import { StoredSets } from './sets/stored-sets.js';
import { StoredProjections } from './stored-projections.js';

/** Learners' answers and states beside the learning engine. Their tables are made by `engineMigrations` and `learnerMigrations`. */
@Module({
  providers: [
    AnswersService,
    LearnerStateService,
    LearnersService,
    LearnerExport,
    LearnerMerges,
    LearnerPageService,
    LearnerGroups,
    LearnerWriter,
    NextItems,
    LearnerConnections,
    LiveProjectionsCache,
    StoredProjections,
    ProjectionsService,
    ProjectionTargets,
    LearnerChunks,
    BuildProjectionJob,
    ClearProjectionsJob,
    ImportsService,
    ImportAnswersJob,
    BuildsAfterActivations,
    StoredSets,
    Bases,
    Adoptions,
    AdoptedSets,
    CalibrationsService,
    SkillMapsService,
    WarmActivationJob,
    WarmActivationsService,
    { provide: LOGS_CHECK, useClass: LearnerLogsCheck },
    {
      provide: LEARNER_SETTINGS,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: (options?: LearnersOptions): LearnerSettings => {
        const settings = withDefaults('learners', defaultLearnerSettings, options, {
          mayBeZero: true,
          atMost: largestLearnerSettings,
        });
        if (!isUtcTime(settings.earliestAt)) {
          throw new RangeError('learners.earliestAt must be a UTC time such as 2000-01-01T00:00:00Z');
        }
        // One writes, while another may have to read which projections there are.
        if (settings.poolSize < 2) throw new RangeError('learners.poolSize must be at least 2');
        return settings;
      },
    },
  ],
  exports: [
    AnswersService,
    LearnerStateService,
    LearnerPageService,
    LearnersService,
    ProjectionsService,
    CalibrationsService,
    SkillMapsService,
    ImportsService,
    WarmActivationsService,
    StoredSets,
  ],
})
export class LearnersModule extends ConfigurableModuleClass {
  /**
   * @example
   * ```ts
   * @Module({ imports: [engine, LearnersModule.forRoot({ imports: [engine] })] })
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
