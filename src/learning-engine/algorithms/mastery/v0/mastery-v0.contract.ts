/** One learner's attempts. */
export interface MasteryV0Input {
  attempts: { skill_id: string; correct: boolean; /** ISO-8601, UTC */ at: string }[];
}

export interface MasteryV0Output {
  /** By skill id. Scores are from 0 to 1. */
  skills: { skill_id: string; mastery_score: number; attempts: number; mastered: boolean }[];
}
