import { LearningEngineError } from './learning-engine.error.js';

/** No preview of this key has this id. */
export class PreviewNotFoundError extends LearningEngineError {
  readonly code = 'PREVIEW_NOT_FOUND';

  constructor(
    readonly algoKey: string,
    readonly previewId: string,
  ) {
    super(`There is no preview of ${algoKey} with id ${previewId}. Start one with PreviewsService.start.`);
  }
}

/** What a version would change cannot be found out. Nothing was queued. */
export class CannotPreviewError extends LearningEngineError {
  readonly code = 'CANNOT_PREVIEW';

  /** @param reason why, with the remedy */
  constructor(
    readonly algoKey: string,
    readonly version: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${algoKey} ${version} cannot be previewed: ${reason}`, options);
  }
}

/** No evaluation of this key has this id. */
export class EvaluationNotFoundError extends LearningEngineError {
  readonly code = 'EVALUATION_NOT_FOUND';

  constructor(
    readonly algoKey: string,
    readonly evaluationId: string,
  ) {
    super(`There is no evaluation of ${algoKey} with id ${evaluationId}. Start one with EvaluationsService.start.`);
  }
}

/** How well a version predicts cannot be found out. Nothing was queued. */
export class CannotEvaluateError extends LearningEngineError {
  readonly code = 'CANNOT_EVALUATE';

  /** @param reason why, with the remedy */
  constructor(
    readonly algoKey: string,
    readonly version: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${algoKey} ${version} cannot be evaluated: ${reason}`, options);
  }
}

/** No job that fits has made this report. */
export class FitReportNotFoundError extends LearningEngineError {
  readonly code = 'FIT_REPORT_NOT_FOUND';

  constructor(readonly fitReportId: string) {
    super(`There is no report of a fit with id ${fitReportId}. Its id is that of the job that made it.`);
  }
}

/** No job has made this analysis, or the caller may not see it. */
export class MistakeAnalysisNotFoundError extends LearningEngineError {
  readonly code = 'MISTAKE_ANALYSIS_NOT_FOUND';

  constructor(readonly mistakeAnalysisId: string) {
    super(`There is no analysis of mistakes with id ${mistakeAnalysisId}. Its id is that of the job that made it.`);
  }
}

/** No shadow of this key has this id. */
export class ShadowNotFoundError extends LearningEngineError {
  readonly code = 'SHADOW_NOT_FOUND';

  constructor(
    readonly algoKey: string,
    readonly shadowId: string,
  ) {
    super(`There is no shadow of ${algoKey} with id ${shadowId}. Start one with ShadowsService.start.`);
  }
}

/** A version cannot compute beside the active one. Nothing was written. */
export class CannotShadowError extends LearningEngineError {
  readonly code = 'CANNOT_SHADOW';

  /** @param reason why, with the remedy */
  constructor(
    readonly algoKey: string,
    readonly version: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${algoKey} ${version} cannot compute as a shadow: ${reason}`, options);
  }
}
