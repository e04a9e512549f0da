export { EvidenceModule } from '../evidence/evidence.module.js';
export { type EvidenceExtras, type EvidenceOptions } from '../evidence/evidence.module-definition.js';
export { defaultEvidenceSettings, type EvidenceSettings } from '../evidence/evidence-settings.js';
export { evidenceMigrations } from '../evidence/migrations/evidence-migrations.js';
export { type CandidateFilter, type ReportPage } from '../evidence/candidate-filter.js';
export { type MadePreview } from '../evidence/previews/preview-sample.js';
export {
  type Preview,
  type PreviewPage,
  PreviewsService,
  type StartPreviewOptions,
} from '../evidence/previews/previews.service.js';
export {
  type Both,
  type DueReport,
  type ForecastReport,
  type PreviewPart,
  type Share,
  type Total,
} from '../evidence/previews/preview-report.js';
export { type PreviewedSets } from '../evidence/previews/preview-sets.js';
export { type NamedPair } from '../evidence/named-pair.js';
export { type ChangedLearner, type PreviewReport } from '../evidence/previews/report-of.js';
export { type Interval } from '../evidence/previews/stratified.js';
export { type Side } from '../evidence/previews/compare-states.js';
export {
  type Evaluated,
  type EvaluationPage,
  EvaluationsService,
  type StartEvaluationOptions,
  type StoredReport,
} from '../evidence/evaluations/evaluations.service.js';
export { type EvaluationReport, type ReplayFailures } from '../evidence/evaluations/evaluation-report.js';
export { type Comparison, type ContenderMeasures, type Evaluation, type Verdict } from '../evidence/evaluation.js';
export { type FitReport, type FitReportPage, FitReportsService } from '../evidence/fits/fit-reports.service.js';
export {
  type MistakeAnalysesFilter,
  MistakeAnalysesService,
  type MistakeAnalysis,
  type MistakeAnalysisPage,
  type MistakeFindings,
  type WholeMistakeAnalysis,
} from '../evidence/analyses/mistake-analyses.service.js';
export { type AnalysedQuestion, type LeftOut, type LeftOutQuestions } from '../evidence/analyses/analysed-questions.js';
export { type LiveScore, LiveScoresService } from '../evidence/live-scores/live-scores.service.js';
export {
  type EndShadowOptions,
  type ShadowPage,
  ShadowsService,
  type StartShadowOptions,
} from '../evidence/shadows/shadows.service.js';
export {
  type Shadow,
  type ShadowComparison,
  type ShadowDurations,
  ShadowEnd,
  type ShadowRuns,
} from '../evidence/shadows/shadow.js';
export { type CalibrationBin, type Measures } from '../evidence/measures.js';
export {
  CannotEvaluateError,
  CannotPreviewError,
  CannotShadowError,
  EvaluationNotFoundError,
  FitReportNotFoundError,
  MistakeAnalysisNotFoundError,
  PreviewNotFoundError,
  ShadowNotFoundError,
} from '../errors/evidence.errors.js';
