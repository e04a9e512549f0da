export { Answer } from '../learners/answer.js';
export {
  AnswersService,
  type RecordedAnswers,
  type RecordedDecision,
  type RecordOptions,
} from '../learners/answers.service.js';
export { type DecideOptions, type ReviseOptions } from '../learners/change-options.js';
export { type Decision, type DecisionKind, type DecisionScope } from '../learners/decision.js';
export { type AnswerOutcome, type AnswerResult } from '../learners/recording.js';
export { answerColumns } from '../learners/learner-changes.statements.js';
export { defaultLearnerSettings, type LearnerSettings } from '../learners/learner-settings.js';
export {
  type DueFilter,
  type DueStates,
  LearnerStateService,
  type LearnerStates,
  type StateFilter,
  type StatePage,
  type StatesOf,
} from '../learners/learner-state.service.js';
export { type ChangedState, type LearnerState } from '../learners/learner-state.view.js';
export { LearnersModule } from '../learners/learners.module.js';
export { type LearnersExtras, type LearnersOptions } from '../learners/learners.module-definition.js';
export { type LearnerMerge, type MadeMerge, type MergeOptions } from '../learners/merges/learner-merge.js';
export { type Erasure } from '../learners/personal/erasures.js';
export { LearnersService } from '../learners/learners.service.js';
export { type Erasing, PERSONAL_TABLES, type PersonalTable } from '../learners/personal/personal-tables.js';
export { type Selection } from '../learners/next-items.js';
export { NextCandidate, type NextRequest } from '../learners/next-request.js';
export { type ChosenItem } from '../learners/selections.statements.js';
export {
  type ListedProjection,
  type ProjectionFilter,
  type ProjectionPage,
  type ProjectionProgress,
  ProjectionsService,
} from '../learners/builder/projections.service.js';
export { LearnerPageService } from '../learners/page/learner-page.service.js';
export {
  type LearnerPage,
  type OpenDecision,
  type RecentAnswer,
  type SkillMastery,
} from '../learners/page/learner-page.view.js';
export { type WarmActivation, WarmActivationsService } from '../learners/builder/warm-activations.service.js';
export { type ProjectionOf } from '../learners/builder/projection-targets.js';
export { type AdoptOptions, type Adoption } from '../learners/sets/adoptions.js';
export { type CreateSetOptions, type PageOf, type SetPage } from '../learners/sets/adopted-sets.js';
export {
  type CalibratedItem,
  type CalibratedSkill,
  type Calibration,
  CalibrationContent,
  ItemDifficulty,
  SkillDifficulty,
} from '../learners/sets/calibration.js';
export { calibratedItems, type EstimatedItem } from '../learners/sets/calibrated-items.js';
export { CalibrationsService } from '../learners/sets/calibrations.service.js';
export { type MappedItem, type StoredMappedItem } from '../learners/sets/skill-map.js';
export { MappedSkill, SkillMapContent, SkillMapItem, type StoredSkillMap } from '../learners/sets/skill-map-content.js';
export { type CorrectedKey, type KeyCorrection, SkillMapsService } from '../learners/sets/skill-maps.service.js';
export { type KnownElsewhere, learnerOf } from '../learners/imports/external-id.js';
export { type AnswerImport, type RejectedLine } from '../learners/imports/answer-import.js';
export { type ImportOptions, ImportsService } from '../learners/imports/imports.service.js';
export { type TimeUnit } from '../answer-files/answer-of-row.js';
export { type ImportContext, type ImportedRow } from '../answer-files/imported-row.js';
export { importedNdjson, type NdjsonOptions } from '../answer-files/ndjson-rows.js';
export { learnerMigrations } from '../learners/migrations/learner-migrations.js';
export {
  AnswerNotFoundError,
  ImportNotFoundError,
  ImportOutOfStepError,
  InvalidAnswerError,
  JobsNotSetUpError,
  LearnerChangedError,
  LearnerErasedError,
  LearnerMergedError,
  LearnerNotFoundError,
  LearnerNotMergedError,
  ProjectionInUseError,
  ProjectionNotFoundError,
  VersionKeepsNoStatesError,
  VersionSelectsNothingError,
} from '../errors/learner.errors.js';
export {
  CalibrationNotFoundError,
  NotTheLastAdoptionError,
  SetAlteredError,
  SkillMapNotFoundError,
} from '../errors/set.errors.js';
