import { type MistakeAnalysis, type WholeMistakeAnalysis } from './mistake-analyses.service.js';

/** An analysis of mistakes as callers see it. */
export const mistakeAnalysisView = (found: MistakeAnalysis) => ({
  ...{ id: found.id, bank_id: found.bankId, group_id: found.groupId, version: found.version },
  ...{ params_id: found.paramsId, calibration_id: found.calibrationId, skill_map_id: found.skillMapId },
  ...{ as_of: found.asOf.toISOString(), from: found.from?.toISOString() ?? null, until: found.until.toISOString() },
  ...{ outcome: found.outcome, reason: found.reason, learners: found.learners, answers: found.answers },
  ...{ digest: found.digest, created_at: found.createdAt.toISOString() },
});

/** The same with all that was found. */
export const wholeMistakeAnalysisView = (found: WholeMistakeAnalysis) => ({
  ...mistakeAnalysisView(found),
  ...{ report: found.report, result: found.result },
});
