import { type CalibrationBin } from '../measures.js';
import { type LiveScore } from './live-scores.service.js';

/** A live score as callers see it. */
export interface LiveScoreView {
  version: string;
  params_id: string;
  calibration_id: string | null;
  skill_map_id: string | null;
  is_active: boolean;
  answers: number;
  log_loss: number;
  brier: number;
  calibration_error: number;
  bins: CalibrationBin[];
}

export const liveScoreView = ({
  version,
  paramsId,
  calibrationId,
  skillMapId,
  isActive,
  ...measures
}: LiveScore): LiveScoreView => ({
  ...{ version, params_id: paramsId, calibration_id: calibrationId, skill_map_id: skillMapId, is_active: isActive },
  ...measures,
});
