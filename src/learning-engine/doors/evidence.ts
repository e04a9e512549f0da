export { EvidenceModule } from '../evidence/evidence.module.js';
export { type EvidenceExtras, type EvidenceOptions } from '../evidence/evidence.module-definition.js';
export { defaultEvidenceSettings, type EvidenceSettings } from '../evidence/evidence-settings.js';
export { evidenceMigrations } from '../evidence/migrations/evidence-migrations.js';
export { type Preview, PreviewsService, type StartPreviewOptions } from '../evidence/previews/previews.service.js';
export {
  type Both,
  type DueReport,
  type PreviewPart,
  type Share,
  type Total,
} from '../evidence/previews/preview-report.js';
export { type ChangedLearner, type NamedPair, type PreviewReport } from '../evidence/previews/report-of.js';
export { type Interval } from '../evidence/previews/stratified.js';
export { type Side } from '../evidence/previews/compare-states.js';
export { CannotPreviewError, PreviewNotFoundError } from '../errors/evidence.errors.js';
