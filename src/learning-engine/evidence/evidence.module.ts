import { type DynamicModule, Module } from '@nestjs/common';
import { withDefaults } from '../options/settings.js';
import { defaultEvidenceSettings, largestEvidenceSettings } from './evidence-settings.js';
import {
  type ASYNC_OPTIONS_TYPE,
  ConfigurableModuleClass,
  type EvidenceOptions,
  MODULE_OPTIONS_TOKEN,
  type OPTIONS_TYPE,
} from './evidence.module-definition.js';
import { AnalyseMistakesJob } from './analyses/analyse-mistakes.job.js';
import { MistakeAnalysesService } from './analyses/mistake-analyses.service.js';
import { EvaluationStore } from './evaluations/evaluation-store.js';
import { EvaluationJob } from './evaluations/evaluation.job.js';
import { EvaluationsService } from './evaluations/evaluations.service.js';
import { EVIDENCE_SETTINGS } from './evidence.tokens.js';
import { CalibrateItemsJob } from './fits/calibrate-items.job.js';
import { FitMasteryJob } from './fits/fit-mastery.job.js';
import { FitRevisionJob } from './fits/fit-revision.job.js';
import { FitReportsService } from './fits/fit-reports.service.js';
import { FitLearners } from './fits/fit-learners.js';
import { StoredFirstAnswers } from './fits/stored-first-answers.js';
import { FoldingPairs } from './folding-pairs.js';
import { LiveScoresService } from './live-scores/live-scores.service.js';
import { PreviewSample } from './previews/preview-sample.js';
import { PreviewSets } from './previews/preview-sets.js';
import { PreviewJob } from './previews/preview.job.js';
import { PreviewsService } from './previews/previews.service.js';
import { EvaluateSelectionsJob } from './selections/evaluate-selections.job.js';
import { StoredChoices } from './selections/stored-choices.js';
import { ActiveShadows } from './shadows/active-shadows.js';
import { ShadowRunner } from './shadows/shadow-runner.js';
import { ShadowsService } from './shadows/shadows.service.js';
import { FOLD_VERIFIER } from '../jobs/verification/fold-verifier.js';
import { StoredFoldVerifier } from './verifications/stored-fold-verifier.js';

/**
 * What is found out about versions before they become active. It needs `LearnersModule` and `JobsModule`; its tables are made by
 * `evidenceMigrations`.
 */
@Module({
  providers: [
    EvaluationsService,
    EvaluationJob,
    EvaluationStore,
    EvaluateSelectionsJob,
    StoredChoices,
    PreviewsService,
    PreviewJob,
    FoldingPairs,
    FitLearners,
    StoredFirstAnswers,
    CalibrateItemsJob,
    FitMasteryJob,
    FitRevisionJob,
    FitReportsService,
    AnalyseMistakesJob,
    MistakeAnalysesService,
    LiveScoresService,
    PreviewSample,
    PreviewSets,
    ShadowsService,
    ActiveShadows,
    ShadowRunner,
    { provide: FOLD_VERIFIER, useClass: StoredFoldVerifier },
    {
      provide: EVIDENCE_SETTINGS,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: (options?: EvidenceOptions) =>
        withDefaults('evidence', defaultEvidenceSettings, options, { atMost: largestEvidenceSettings }),
    },
  ],
  exports: [
    PreviewsService,
    EvaluationsService,
    LiveScoresService,
    FitReportsService,
    MistakeAnalysesService,
    ShadowsService,
  ],
})
export class EvidenceModule extends ConfigurableModuleClass {
  /**
   * @example
   * ```ts
   * @Module({ imports: [engine, learners, jobs, EvidenceModule.forRoot({ imports: [engine, learners, jobs] })] })
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
