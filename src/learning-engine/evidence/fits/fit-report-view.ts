import { type FitReport } from './fit-reports.service.js';

/** What a fit has found, as callers see it. */
export const fitReportView = (found: FitReport) => ({
  ...{ id: found.id, kind: found.kind, algo_key: found.algoKey, version: found.version },
  ...{ base_params_id: found.baseParamsId, outcome: found.outcome, look: found.look, params_id: found.paramsId },
  ...{ digest: found.digest, created_at: found.createdAt.toISOString(), report: found.report },
});
