import { CERTAIN, TENTHS } from '../../kit/prediction.js';

/** The sums over the answers in a window whose prediction by one pair lies in one tenth. */
export interface ScoredTenth {
  version: string;
  versionId: string;
  paramsId: string;
  calibrationId: string | null;
  skillMapId: string | null;
  tenth: number;
  answers: number;
  predicted: number;
  right: number;
  loss: number;
  squares: number;
}

/**
 * $1 key, $2 from, $3 to. What was predicted is stored with each answer as it came first; a correction changes whether it was right,
 * and one that was withdrawn does not count.
 */
export const SCORE_ANSWERS = `
  WITH scored AS MATERIALIZED (
    SELECT said.key::uuid AS projection_id, said.value::float8 AS p, last.correct::int AS came
    FROM learner_answers answer CROSS JOIN LATERAL jsonb_each_text(answer.predicted) said
    CROSS JOIN LATERAL (
      SELECT kind, correct FROM learner_answers version
      WHERE version.learner_id = answer.learner_id AND version.event_id = answer.event_id ORDER BY version.version DESC LIMIT 1) last
    WHERE answer.kind = 'answer' AND answer.version = 1 AND answer.recorded_at >= $2 AND answer.recorded_at < $3
      AND last.kind = 'answer'
  )
  SELECT v.version, v.id AS "versionId", p.params_id AS "paramsId", p.calibration_id AS "calibrationId",
         p.skill_map_id AS "skillMapId", least(${TENTHS - 1}, floor(s.p * ${TENTHS}))::int AS tenth, count(*)::int AS answers,
         sum(s.p) AS predicted, sum(s.came)::int AS right,
         sum(-ln(greatest(${CERTAIN}, CASE s.came WHEN 1 THEN s.p ELSE 1 - s.p END))) AS loss, sum((s.p - s.came) ^ 2) AS squares
  FROM scored s JOIN projections p ON p.id = s.projection_id JOIN algo_versions v ON v.id = p.algo_version_id
  WHERE v.algo_key = $1
  GROUP BY v.id, p.params_id, p.calibration_id, p.skill_map_id, tenth
  ORDER BY v.version COLLATE "C", p.params_id, p.calibration_id NULLS FIRST, p.skill_map_id NULLS FIRST, tenth`;
